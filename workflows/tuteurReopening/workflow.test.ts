import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { newId } from '../../adapters/store/ids.ts';
import type { Database } from '../../adapters/store/prisma.ts';
import { insertReopening } from '../../adapters/store/tuteur/newReopening.ts';
import { type ProcessGateway, processGateway } from '../../adapters/temporal/temporal.ts';
import { workerDeps } from '../../adapters/workerDeps.ts';
import { createCommands } from '../../api/commands.ts';
import type { Commands } from '../../api/deps.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { readTiersiFile } from '../../domain/tuteur/tiersiFile.ts';
import type { ReopeningAct } from '../../domain/tuteurReopening/acts.ts';
import type { ReopeningFacts } from '../../domain/tuteurReopening/types.ts';
import { openTuteurs } from '../../ops/seed/tuteurs.ts';
import { untilConfirmed } from '../../ops/untilConfirmed.ts';
import { NATIONAL } from '../../test/builders/dossier.ts';
import { eventually } from '../../test/running.ts';
import { createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import { tiersiRows } from '../../test/tiersi.ts';
import { startTimeSkipping, type TimeSkipping } from '../../test/timeSkipping.ts';

const DAY = 86_400_000;
/** Horizon, whose SIRET is right; Cap Sud, of whom Tiersi knows another establishment, as in June 2024 (TUT-6). */
const [HORIZON, CAP_SUD, CAP_SUD_TIERSI] = ['99992245300017', '99995255900014', '99995255900022'] as const;
const FILE = [
  { siret: HORIZON, mcp: HORIZON },
  { siret: '99992245300025', mcp: HORIZON },
  { siret: CAP_SUD_TIERSI, mcp: CAP_SUD },
];
const policy = {
  ...{ ...DEFAULT_POLICY, quietHours: null, tuteurWaves: [1, 'all'] as const },
  ...{ tuteurWatchMs: DAY, tuteurStop: { share: 0.05, least: 2 } },
};
const AGENT_75: Actor = { id: 'agent75', role: 'agent', label: 'Agent', ip: null };

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let skipping: TimeSkipping;
let commands: Commands;
let now: Date;
let id: string;
beforeAll(async () => {
  scratch = await createTestDatabase();
  db = openTestDatabase(scratch.url, 8);
  // the worker's activities start corrections on the server that the worker is started with
  let gateway: ProcessGateway | null = null;
  const started = (): ProcessGateway => {
    if (gateway === null) throw new Error('The server is not there yet');
    return gateway;
  };
  const later: ProcessGateway = {
    start: (one) => started().start(one),
    deliver: (one) => started().deliver(one),
    alive: () => started().alive(),
  };
  const seal = createSeal([{ id: 'test', key: randomBytes(32) }]);
  const mailboxOf = (caf: string) => `agent@caf${caf}.example`;
  skipping = await startTimeSkipping(workerDeps(db, later, { purge: db, policy, seal, mailboxOf }));
  gateway = processGateway(skipping.env.client, 'processes');
  now = new Date(await skipping.env.currentTimeMs());
  const product = createCommands(db, gateway, policy, () => now);
  commands = { ...product, send: untilConfirmed(product.send) };
  await openTuteurs(db, 'x', now);
  const names = { login: 'cnaf', email: 'cnaf@cnaf.example', firstName: 'La', lastName: 'Cnaf', roles: ['national'] };
  await db.user.create({ data: { ...names, id: NATIONAL.id, state: 'ACTIF', createdAt: now } });
  // TUT-5: the switch is on; Cap Sud is another Caf's
  await db.group.updateMany({ where: { service: 'CDAP' }, data: { exclusiveT9: true } });
  const capSud = { where: { partner: { siret: CAP_SUD } }, data: { caf: '75' } };
  await db.document.updateMany(capSud);
  await db.openedService.updateMany(capSud);
  await db.partner.updateMany({ where: { siret: CAP_SUD }, data: { caf: '75' } });
});
afterAll(async () => {
  await skipping?.stop();
  await db?.$disconnect();
  await scratch?.drop();
});

async function daysPass(days: number): Promise<void> {
  await skipping.env.sleep(days * DAY);
  now = new Date(await skipping.env.currentTimeMs());
}

async function act(what: ReopeningAct): Promise<void> {
  const command = { processId: id, type: 'tuteurReopening' as const, act: what, actor: NATIONAL };
  expect(await commands.send({ ...command, key: newId(), bodyHash: '' })).toMatchObject({ status: 'done' });
}

const process = () => db.process.findUniqueOrThrow({ where: { id } });
const facts = async () => (await process()).facts as unknown as ReopeningFacts;
const until = (state: string) => eventually(state, async () => (await process()).state === state);
const services = async () =>
  (await db.openedService.findMany({ where: { service: 'TUTEUR' }, include: { partner: true } }))
    .map(({ partner, state }) => `${partner.siret} ${state}`)
    .sort();
const t9Taken = () => db.group.count({ where: { t9SuspendedAt: { not: null } } });
const national = async () => (await db.nationalService.findUniqueOrThrow({ where: { service: 'TUTEUR' } })).state;

test('FERME, CONTROLE_SIRET, EVOLUTION_SIREN, PRET, OUVERT_V2 wave by wave, closed again by signals, planned again, open, ended: in one go (domain.md §5)', async () => {
  const opensOn = parisDate(new Date(now.getTime() + 10 * DAY));
  const rows = readTiersiFile(tiersiRows(FILE));
  id = await db.$transaction((tx) => insertReopening(tx, { opensOn, rows }, { at: now, actor: NATIONAL }));
  const handle = skipping.env.client.workflow.getHandle(id);
  await processGateway(skipping.env.client, 'processes').start({ type: 'tuteurReopening', processId: id });
  // closed as it is since June, it plans; the one wrong SIRET becomes a process of its own, which its Caf has before it
  await until('EVOLUTION_SIREN');
  const correction = await eventually('the correction', () =>
    db.task.findFirst({ where: { kind: 'CORRIGER_SIRET_TUTEUR', state: 'OUVERTE' } }),
  );
  expect([await national(), correction.caf]).toEqual(['REOUVERTURE_PREVUE', '75']);

  // the date comes, and the search goes by SIRET: June would come again
  await act({ type: 'readImpact' });
  await daysPass(11);
  await eventually('held', async () => (await facts()).held !== null);
  const held = await db.mail.findFirstOrThrow({ where: { template: 'MAIL-101' } });
  expect(JSON.stringify(held.params)).toContain('Tutelles Cap Sud (Caf 75)');
  expect(await services()).toEqual([]);

  // the release alone does not do: it waits for the correction, and asks again by itself
  await act({ type: 'searchBy', key: 'SIREN' });
  await until('PRET');
  await daysPass(2);
  expect([(await process()).state, await services()]).toEqual(['PRET', []]);
  const decided = {
    type: 'completeTask',
    taskId: correction.id,
    outcome: 'confirm',
    fields: { siret: CAP_SUD_TIERSI },
  } as const;
  const command = { processId: correction.processId, type: 'siretCorrection' as const, act: decided, actor: AGENT_75 };
  expect(await commands.send({ ...command, key: newId(), bodyHash: '' })).toMatchObject({ status: 'done' });
  expect(await db.partner.count({ where: { siret: CAP_SUD_TIERSI } })).toBe(1);
  await daysPass(2);
  await until('OUVERT_V2');
  await eventually('the first wave', async () => (await services()).length === 1);
  await daysPass(5);
  expect((await facts()).waves).toHaveLength(1);
  await daysPass(4);
  await eventually('the second wave', async () => (await facts()).waves.length === 2);
  expect(await services()).toEqual([`${HORIZON} OUVERTE`, `${CAP_SUD_TIERSI} OUVERTE`]);
  expect([await national(), await t9Taken()]).toEqual(['OUVERT', 2]);

  // too many miss somebody: it closes by itself, with Cdap T9 on
  for (const { partnerId, caf } of await db.openedService.findMany({ where: { service: 'TUTEUR' } }))
    await db.missingProtege.create({
      data: { id: newId(), at: now, userId: 'x', partnerId, caf, found: 'ABSENT', signal: true },
    });
  await daysPass(2);
  await until('ROLLBACK');
  await eventually('each is suspended', async () => (await services()).every((one) => one.endsWith('SUSPENDUE')));
  expect([await national(), await t9Taken()]).toEqual(['FERME_REPLI', 0]);
  expect((await facts()).closing?.signalledBy).toHaveLength(2);

  // … and goes round once more
  await act({ type: 'resume', opensOn: parisDate(new Date(now.getTime() + 5 * DAY)) });
  await act({ type: 'readImpact' });
  await daysPass(6);
  await until('OUVERT_V2');
  await daysPass(8);
  await eventually('both again', async () => (await services()).every((one) => one.endsWith('OUVERTE')));
  await act({ type: 'finish' });
  expect(await handle.result()).toBe('TERMINEE');
  expect([await national(), await db.mail.count({ where: { template: 'MAIL-40' } })]).toEqual(['OUVERT', 4]);
});
