import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { processActivities } from '../../../activities/applyCommand.ts';
import type { RequestAct } from '../../../domain/accessRequest/acts.ts';
import { context, DAY, form, MONDAY, who } from '../../../domain/accessRequest/fixtures.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { DOSSIER_KINDS } from '../../../domain/kinds.ts';
import { DEFAULT_POLICY } from '../../../domain/policy/policy.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import { createSeal } from '../../identity/sealed.ts';
import { presence } from '../../presence.ts';
import { newId } from '../ids.ts';
import type { Database } from '../prisma.ts';
import { postgresStore } from '../store.ts';
import { loadRequest, submitAccessRequest } from './requestStore.ts';

let database: Database;
let dropped: () => Promise<void>;
let acts: ReturnType<typeof processActivities>;

beforeAll(async () => {
  const created = await createTestDatabase();
  database = openTestDatabase(created.url, 4);
  dropped = created.drop;
  const unused = () => Promise.reject(new Error('not used here'));
  acts = processActivities({
    store: postgresStore(database, createSeal([{ id: 'k', key: randomBytes(32) }])),
    policy: DEFAULT_POLICY,
    kinds: DOSSIER_KINDS,
    mailboxOf: (caf) => `caf${caf}@caf.example`,
    people: presence(),
    campaign: { way: 'transaction', run: unused, current: unused },
    userImport: { way: 'transaction', run: unused, current: unused },
    tuteurReopening: { way: 'transaction', run: unused, current: unused },
    launchBatch: unused,
  });
});

afterAll(async () => {
  await database?.$disconnect();
  await dropped?.();
});

const submit = (changes: Parameters<typeof form>[0]) =>
  submitAccessRequest(database, form(changes), { ...context('applicant'), newId });

/** Stores a command and carries it out, as the workflow does; gives its outcome. */
async function act(processId: string, role: Actor['role'], body: RequestAct, at: Date = MONDAY) {
  const id = newId();
  const notAfter = new Date(at.getTime() + DAY);
  await database.command.create({
    data: {
      id,
      actorId: role,
      key: id,
      bodyHash: '',
      processId,
      act: JSON.parse(JSON.stringify(body)),
      actor: { ...who(role) },
      notAfter,
      createdAt: at,
    },
  });
  await acts.applyCommand({ type: 'accessRequest', processId, commandId: id, at: at.toISOString() });
  return (await database.command.findUniqueOrThrow({ where: { id } })).outcome;
}

async function openTask(processId: string): Promise<string> {
  return (await database.task.findFirstOrThrow({ where: { processId, state: 'OUVERTE' } })).id;
}

const mailsOf = async (processId: string) =>
  (await database.mail.findMany({ where: { processId }, orderBy: { createdAt: 'asc' } })).map((mail) => mail.template);

describe('access request in PostgreSQL', () => {
  test('REQ-21, DEL-7: from the form to the conventionnement of the CNA, in one transaction each', async () => {
    const { processId, reference } = await submit({
      otherCafNeed: true,
      motivation: 'Nos usagers habitent aussi en Savoie.',
      otherCafDepartments: ['73'],
    });
    expect(processId).toBe('access-request-99992546400011');
    await acts.applyStep({ type: 'accessRequest', processId, step: 'open', at: MONDAY.toISOString() });
    expect(await act(processId, 'agent', { type: 'take' })).toMatchObject({ status: 'done' });
    const ask = {
      type: 'completeTask',
      taskId: await openTask(processId),
      outcome: 'ask',
      fields: { what: 'Une pièce' },
    } as const;
    expect(await act(processId, 'agent', ask)).toMatchObject({ status: 'done' });
    const later = new Date(MONDAY.getTime() + DAY);
    await act(processId, 'applicant', { type: 'supply', answer: 'La voici' }, later);

    const loaded = await database.$transaction((tx) => loadRequest(tx, processId));
    expect(loaded).toMatchObject({
      reference,
      state: 'EN_ETUDE',
      opened: true,
      linkVersion: 3,
      exchanges: [{ what: 'Une pièce', answer: 'La voici' }],
    });

    const accept = {
      type: 'completeTask',
      taskId: await openTask(processId),
      outcome: 'accept',
      fields: { profiles: ['T2'] },
    } as const;
    expect(await act(processId, 'agent', accept, later)).toMatchObject({ status: 'done' });
    const request = await database.accessRequest.findUniqueOrThrow({ where: { processId } });
    expect(request).toMatchObject({
      state: 'ACCEPTEE',
      closedAt: later,
      decision: { outcome: 'ACCEPTEE', otherCaf: true },
    });
    const process = await database.process.findUniqueOrThrow({ where: { id: processId } });
    const started = await database.process.findUniqueOrThrow({
      where: { startKey: `accessRequest:${processId}` },
      include: { partner: true },
    });
    expect(process).toMatchObject({
      state: 'ACCEPTEE',
      closedAt: later,
      waitingFor: null,
      facts: { startedProcessId: started.id },
    });
    expect(started).toMatchObject({
      type: 'conventionnement',
      caf: 'CNA',
      readerCaf: '38',
      workflowStartedAt: null,
      facts: { profiles: ['T2'], departments: ['38', '73'] },
      partner: { siret: '99992546400011', caf: 'CNA', email: 'contact@leslutins.example' },
    });
    expect((await mailsOf(processId)).sort()).toEqual(['MAIL-20', 'MAIL-20', 'MAIL-21', 'MAIL-24']);
  });

  test('REQ-20: a second submission is refused, says nothing, and the open one’s address is told once a day', async () => {
    const siret = '99992847600012';
    const [first, second] = await Promise.allSettled([submit({ siret }), submit({ siret })]);
    const lost = [first, second].filter((one) => one.status === 'rejected');
    expect(lost).toEqual([
      expect.objectContaining({ reason: expect.objectContaining({ code: 'DEMANDE_DEJA_OUVERTE', faults: [] }) }),
    ]);
    await expect(submit({ siret })).rejects.toMatchObject({ code: 'DEMANDE_DEJA_OUVERTE' });
    const processId = `access-request-${siret}`;
    expect((await mailsOf(processId)).sort()).toEqual(['MAIL-20', 'MAIL-57']);
    expect(await database.accessRequest.count({ where: { siret } })).toBe(1);

    await act(processId, 'applicant', { type: 'withdraw' });
    expect((await submit({ siret })).processId).toBe(`${processId}-2`);
  });

  test('AC-05, AC-06: redirected or refused, nothing starts and the SIRET is free again', async () => {
    const redirected = await submit({ siret: '99993750100016', profiles: ['T10'] });
    expect(redirected.state).toBe('REORIENTEE');
    const refused = await submit({ siret: '99995556000019' });
    const refuse = {
      type: 'completeTask',
      taskId: await openTask(refused.processId),
      outcome: 'refuse',
      fields: { checks: { T2: { subventionActionSociale: false } } },
    } as const;
    expect(await act(refused.processId, 'agent', refuse)).toMatchObject({ status: 'done' });
    expect(await mailsOf(refused.processId)).toContain('MAIL-23');
    const rows = await database.accessRequest.findMany({
      where: { siret: { in: ['99993750100016', '99995556000019'] } },
    });
    expect(rows.map((row) => row.closedAt !== null)).toEqual([true, true]);
    expect(
      await database.process.count({
        where: { type: 'conventionnement', businessKey: { contains: '99995556000019' } },
      }),
    ).toBe(0);
  });

  test('a refusal by the table is an outcome; nothing is written', async () => {
    const { processId } = await submit({ siret: '99993148800012' });
    expect(await act(processId, 'applicant', { type: 'supply', answer: 'x' })).toMatchObject({
      status: 'refused',
      code: 'ETAT_INCOMPATIBLE',
    });
    expect(await database.process.findUniqueOrThrow({ where: { id: processId } })).toMatchObject({
      state: 'DEPOSEE',
      version: 1,
    });
  });
});
