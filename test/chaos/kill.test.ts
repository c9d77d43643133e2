import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople } from '../../adapters/people.ts';
import { type Database, openDatabase } from '../../adapters/prisma.ts';
import { createSeal } from '../../adapters/sealed.ts';
import { signedHash } from '../../adapters/signedHash.ts';
import { insertDossier } from '../../adapters/startProcess.ts';
import { openTemporal, type ProcessGateway, processGateway } from '../../adapters/temporal.ts';
import { createCommands } from '../../api/commands.ts';
import type { DossierAct } from '../../domain/dossier/acts.ts';
import type { Actor } from '../../domain/dossier/types.ts';
import type { PeopleAct } from '../../domain/organisation/acts.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { type DevMailbox, startDevMailbox } from '../../ops/devMailbox.ts';
import { migrate } from '../../ops/migrate.ts';
import { freePort } from '../../ops/pids.ts';
import { ensureDatabase, type RunningPostgres, startPostgres } from '../../ops/postgres.ts';
import { type RunningTemporal, startTemporal } from '../../ops/temporalServer.ts';
import { AGENT, newDossier, PARTNER } from '../builders/dossier.ts';
import { ELIGIBILITY, inventedSiret } from '../people.ts';

/** Short in `npm test`, the whole of R1 in `npm run test:full`. */
const FULL = process.env.FULL !== undefined;
const DOSSIERS = FULL ? 200 : 8;
const KILLS = FULL ? 24 : 6;
const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-chaos-'));
const keys = [{ id: 'k', key: randomBytes(32) }];
const passwords = { owner: 'owner', app: 'app' };
let postgresPort: number;
let postgres: RunningPostgres;
let temporal: RunningTemporal;
let mailbox: DevMailbox;
let database: Database;
let gateway: ProcessGateway;
let client: Awaited<ReturnType<typeof openTemporal>>;
let worker: ChildProcess;

const startFacts = () =>
  startPostgres({ folder: path.join(folder, 'postgres'), port: postgresPort, passwords, durable: true });

function startWorker(): ChildProcess {
  return fork(path.join(ROOT, 'worker.ts'), [], {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATABASE_URL: postgres.url('chaos'),
      TEMPORAL_ADDRESS: temporal.address,
      SMTP_URL: mailbox.smtpUrl,
      ENCRYPTION_KEYS: `k:${keys[0]?.key.toString('base64')}`,
      SESSION_SECRET: 'x'.repeat(40),
      LOG_LEVEL: 'silent',
    },
  });
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  postgresPort = await freePort();
  postgres = await startFacts();
  await ensureDatabase(postgres.url('postgres', 'owner'), 'chaos');
  await migrate(postgres.url('chaos', 'owner'));
  temporal = await startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port: await freePort(), folder });
  mailbox = await startDevMailbox({ port: 0 });
  database = openDatabase(postgres.url('chaos'), 8);
  client = await openTemporal({ address: temporal.address, namespace: 'default' }, keys);
  gateway = processGateway(client);
  worker = startWorker();
}, 90_000);

afterAll(async () => {
  worker?.kill('SIGKILL');
  await database?.$disconnect();
  await client?.connection.close();
  await mailbox?.close();
  await temporal?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a person does next in this state, and the key of it: the same act asked again is the same act. */
async function nextAct(
  id: string,
): Promise<{ act: DossierAct; actor: Actor; key: string } | 'people' | 'ended' | null> {
  const process = await database.process.findUniqueOrThrow({ where: { id } });
  if (process.closedAt !== null) return 'ended';
  const tasks = await database.task.findMany({ where: { processId: id, state: 'OUVERTE' } });
  const documents = await database.document.findMany({ where: { processId: id } });
  const task = (kind: string, outcome: string) => {
    const found = tasks.find((one) => one.kind === kind);
    return found === undefined
      ? null
      : {
          act: { type: 'completeTask', taskId: found.id, outcome, fields: {} } as const,
          actor: AGENT,
          key: `${id}:${kind}`,
        };
  };
  switch (process.state) {
    case 'ELIGIBILITE_A_VERIFIER':
      return task('VERIFIER_ELIGIBILITE', 'eligible') ?? { act: ELIGIBILITY, actor: PARTNER, key: `${id}:form` };
    case 'DOCUMENTS_ENVOYES': {
      const bulletin = documents.find((document) => document.kind === 'BULLETIN');
      const content = {
        raisonSociale: 'ESAT',
        siret: bulletin?.siret ?? '',
        roles: ['ESAT'],
        departments: ['93'],
        administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@esat.example' },
        signatory: { name: 'Anne Roy', function: 'Directrice' },
      };
      return {
        act: { type: 'complete', documentId: bulletin?.id ?? '', content },
        actor: PARTNER,
        key: `${id}:complete`,
      };
    }
    case 'BULLETIN_COMPLETE': {
      const shown = documents
        .filter((document) => document.state === 'A_SIGNER')
        .map((document) => ({ id: document.id, version: document.version, hash: signedHash(document) }));
      return {
        act: { type: 'sign', documents: shown, name: 'Anne Roy', function: 'Directrice' },
        actor: PARTNER,
        key: `${id}:sign`,
      };
    }
    case 'DOCUMENTS_SIGNES':
      return task('CONTRESIGNER', 'countersign');
    case 'SERVICE_OUVERT':
    case 'GROUPES_CONFIGURES':
      return 'people';
    default:
      return null;
  }
}

/** The administrateur does what is left of ESAT-17: whatever was written before a kill is not done twice (ADR 10: no worker is needed). */
async function setUpGroup(id: string): Promise<void> {
  const { partnerId } = await database.process.findUniqueOrThrow({ where: { id } });
  const { id: userId } = await database.user.findFirstOrThrow({ where: { partnerId } });
  await database.user.update({ where: { id: userId }, data: { passwordHash: 'x', state: 'ACTIF' } });
  const mailboxOf = (caf: string) => `agent@caf${caf}.example`;
  const people = createPeople(database, { policy: DEFAULT_POLICY, seal: createSeal(keys), mailboxOf });
  const actor = { id: userId, role: 'administrateur', label: 'Administrateur', ip: null, caf: null } as const;
  const act = (one: PeopleAct) => people.act(partnerId ?? '', one, actor, new Date());
  const group = await database.group.findFirst({ where: { partner: { id: partnerId ?? '' } } });
  const named = { service: 'ESAT', code: 'ESAT1', label: 'Esat', profile: null, parentId: null } as const;
  if (group === null) await act({ type: 'createGroup', ...named, manager: { userId } });
  else if (group.role === null) await act({ type: 'attachRole', groupId: group.id, role: 'ESAT' });
  else if ((await database.membership.count({ where: { groupId: group.id } })) === 0)
    await act({ type: 'addMember', groupId: group.id, userId });
}

/** Drives one dossier to its end, asking again whenever something was down. */
async function drive(id: string): Promise<void> {
  const commands = createCommands(database, gateway, { ...DEFAULT_POLICY, commandTtlMs: 3_600_000 }, () => new Date());
  for (;;) {
    const next = await nextAct(id).catch(() => null);
    if (next === 'ended') return;
    if (next === 'people') await setUpGroup(id).catch(() => undefined);
    else if (next !== null) {
      await commands
        .send({ processId: id, type: 'esatOnboarding', act: next.act, actor: next.actor, key: next.key, bodyHash: '' })
        .catch(() => undefined);
    }
    await pause(100);
  }
}

async function insert(seed: number): Promise<string> {
  for (;;) {
    try {
      const id = await database.$transaction((tx) =>
        insertDossier(
          tx,
          newDossier({
            partner: { ...newDossier().partner, siret: inventedSiret(seed), email: `contact-${seed}@esat.example` },
          }),
          new Date(),
        ),
      );
      await gateway.start({ type: 'esatOnboarding', processId: id }).catch(() => undefined); // the sweep starts it otherwise
      return id;
    } catch (error) {
      const known = (error as { faults?: { message: string }[] }).faults?.[0]?.message;
      if (known !== undefined) return known;
      await pause(100);
    }
  }
}

describe('kill -9 anywhere loses nothing (R1, R2)', () => {
  test(
    `${DOSSIERS} onboardings while worker and PostgreSQL are killed ${KILLS} times: facts, processes, mails and projection agree`,
    async () => {
      const all = Promise.all(Array.from({ length: DOSSIERS }, async (_, index) => drive(await insert(1000 + index))));
      let over = false;
      void all.then(() => {
        over = true;
      });
      let kills = 0;
      for (; kills < KILLS && !over; kills += 1) {
        await pause(500 + Math.floor((kills * 379) % 900));
        if (kills % 3 === 2) {
          process.kill(
            Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]),
            'SIGKILL',
          );
          await pause(300);
          postgres = await startFacts();
        } else {
          worker.kill('SIGKILL');
          await pause(100);
          worker = startWorker();
        }
      }
      expect(kills).toBeGreaterThanOrEqual(Math.min(KILLS, 4));
      await all;

      // an independent count, from the facts alone
      const [counts] = await database.$queryRaw<Record<string, number>[]>`
      SELECT (SELECT count(*)::int FROM process WHERE type = 'esatOnboarding' AND state = 'TERMINE') AS finished,
             (SELECT count(*)::int FROM user_group WHERE role = 'ESAT') AS groups,
             (SELECT count(*)::int FROM membership WHERE until IS NULL) AS users,
             (SELECT count(*)::int FROM app_user WHERE administrateur_since IS NOT NULL) AS administrateurs,
             (SELECT count(*)::int FROM document WHERE state = 'ACTIF') AS documents,
             (SELECT count(*)::int FROM opened_service WHERE state = 'OUVERTE') AS services,
             (SELECT count(*)::int FROM signature WHERE voided_at IS NULL) AS signatures,
             (SELECT count(DISTINCT number)::int FROM document WHERE kind = 'CONVENTION') AS numbers`;
      expect(counts).toEqual({
        finished: DOSSIERS,
        groups: DOSSIERS,
        users: DOSSIERS,
        administrateurs: DOSSIERS,
        documents: 3 * DOSSIERS,
        services: DOSSIERS,
        signatures: 6 * DOSSIERS,
        numbers: DOSSIERS,
      });

      for (const end = Date.now() + 150_000; Date.now() < end; await pause(200)) {
        if ((await database.mail.count({ where: { state: { in: ['A_ENVOYER', 'EN_COURS'] } } })) === 0) break;
      }
      const mails = await database.mail.findMany();
      expect(mails).toHaveLength(6 * DOSSIERS); // form, documents, service; identifiant and password (ADM-10); in charge of a group
      const arrived = new Map<string, number>();
      for (const { messageId } of mailbox.items()) arrived.set(messageId, (arrived.get(messageId) ?? 0) + 1);
      for (const mail of mails) {
        expect([mail.template, mail.state]).toEqual([mail.template, 'PRIS']);
        // once; a second, identical one only where the row says there was a doubt
        expect(arrived.get(mail.messageId)).toBeGreaterThanOrEqual(1);
        expect(arrived.get(mail.messageId)).toBeLessThanOrEqual(mail.doubt ? 2 : 1);
      }
      for (const end = Date.now() + 20_000; Date.now() < end; await pause(200)) {
        if (
          (await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='esatOnboarding'")).count ===
          DOSSIERS
        )
          break;
      }
      expect((await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='esatOnboarding'")).count).toBe(
        DOSSIERS,
      );
    },
    FULL ? 1_800_000 : 280_000,
  );
});
