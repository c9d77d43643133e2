import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createUser } from '../../adapters/store/people/users.ts';
import { purgeOn } from '../../adapters/store/purge.ts';
import { DEFAULT_RETENTION, PURGED_KINDS, type PurgedKind } from '../../domain/policy/retention.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { type Running, startProcesses } from '../running.ts';

let running: Running;
let userId: string;
beforeAll(async () => {
  running = await startProcesses();
});
afterAll(() => running.stop());

const AT = new Date('2026-06-01T09:00:00Z');
const before = (ms: number) => new Date(AT.getTime() - ms);
/** A second inside its term, a second past it. */
const EDGES = { kept: -1_000, gone: 1_000 } as const;
const later = new Date('2027-01-01');

/** One row of a kind, over since `over`. */
const ROWS: Record<PurgedKind, (id: string, over: Date) => Promise<unknown>> = {
  answers: (key, createdAt) =>
    running.database.idempotentAnswer.create({ data: { actorId: 'a', key, bodyHash: '', createdAt } }),
  commands: (id, doneAt) => insertCommand(id, { outcome: { status: 'done', result: {} }, doneAt }),
  sessions: (id, expiresAt) => insertSession(id, { expiresAt }),
  codes: (id, expiresAt) =>
    running.database.linkCode.create({
      data: { id, linkRef: 'x', version: 1, nonce: 'n', expiresAt, createdAt: before(9e9) },
    }),
  tries: (key, expiresAt) =>
    running.database.tries.create({ data: { key, tries: 1, blockedUntil: expiresAt, expiresAt } }),
  files: (id, closedAt) => insertFile(id, 'annualControl', closedAt),
  demarches: insertWords,
};
const insertCommand = (id: string, over: object) =>
  running.database.command.create({
    data: {
      id,
      actorId: 'a',
      key: id,
      bodyHash: '',
      processId: 'p',
      act: {},
      actor: {},
      notAfter: AT,
      createdAt: before(9e9),
      ...over,
    },
  });
/** A process that ended then, begun long before. */
async function insertEnded(id: string, type: ProcessType, closedAt: Date | null): Promise<string> {
  const process = { id: `p-${id}`, type, businessKey: id, caf: '93', label: 'x', state: 'x', facts: {}, linkRef: id };
  const createdAt = before(9e11);
  await running.database.process.create({
    data: { ...process, since: createdAt, createdAt, createdBy: 'a', closedAt },
  });
  return process.id;
}
/** What was declared in a démarche that ended then. */
async function insertWords(id: string, closedAt: Date | null): Promise<void> {
  const processId = await insertEnded(`words-${id}`, 'demarche', closedAt);
  const words = { id, processId, ciphertext: Buffer.from('x'), addedBy: 'a', addedAt: before(9e11) };
  await running.database.demarcheWords.create({ data: words });
}
/** A file of a process that ended then, given long before. */
async function insertFile(id: string, type: ProcessType, closedAt: Date | null): Promise<void> {
  const processId = await insertEnded(id, type, closedAt);
  const addedAt = before(9e11);
  const file = {
    kind: 'TITRE',
    name: 'x',
    mediaType: 'application/pdf',
    size: 1,
    sha256: 'x',
    ciphertext: Buffer.from('x'),
  };
  await running.database.attachment.create({ data: { ...file, id, processId, addedBy: 'a', addedAt } });
}
const insertSession = (id: string, over: { expiresAt: Date; revokedAt?: Date }) =>
  running.database.session.create({ data: { id, userId, createdAt: before(9e9), ...over } });

async function left(kind: PurgedKind): Promise<string[]> {
  const { database } = running;
  const ids = {
    answers: async () => (await database.idempotentAnswer.findMany()).map(({ key }) => key),
    commands: async () => (await database.command.findMany()).map(({ id }) => id),
    sessions: async () => (await database.session.findMany()).map(({ id }) => id),
    codes: async () => (await database.linkCode.findMany()).map(({ id }) => id),
    tries: async () => (await database.tries.findMany()).map(({ key }) => key),
    files: async () => (await database.attachment.findMany()).map(({ id }) => id),
    demarches: async () => (await database.demarcheWords.findMany()).map(({ id }) => id),
  };
  return (await ids[kind]()).sort();
}

describe('the hourly purge (S7)', () => {
  test('takes of each kind what was over for its term, by its workflow, and nothing else', async () => {
    const { database } = running;
    const worker = await running.startWorker();
    userId = await createUser(
      database,
      { login: 'u', email: 'u@x.example', firstName: 'U', lastName: 'U', roles: [], password: null },
      AT,
    );
    for (const kind of PURGED_KINDS)
      for (const [name, ms] of Object.entries(EDGES)) await ROWS[kind](name, before(DEFAULT_RETENTION[kind] + ms));
    // never carried out: it has yet to be told what became of it
    await insertCommand('open', {});
    await insertSession('revoked', { expiresAt: later, revokedAt: before(DEFAULT_RETENTION.sessions + 1_000) });
    await insertSession('running', { expiresAt: later });
    await insertFile('PJ 3', 'approverChange', before(DEFAULT_RETENTION.files + 1_000));
    await insertFile('open', 'annualControl', null);
    await insertWords('open', null);
    await database.auditLine.create({
      data: {
        at: new Date('2001-01-01'),
        actorId: 'a',
        actorRole: 'agent',
        action: 'x',
        entity: 'x',
        entityId: 'x',
        label: 'x',
      },
    });
    await running.client.workflow.execute('purge', {
      workflowId: `purge-${running.taskQueue}`,
      taskQueue: running.taskQueue,
      args: [{ at: AT.toISOString() }],
    });
    expect(Object.fromEntries(await Promise.all(PURGED_KINDS.map(async (kind) => [kind, await left(kind)])))).toEqual({
      answers: ['kept'],
      commands: ['kept', 'open'],
      sessions: ['kept', 'running'],
      codes: ['kept'],
      tries: ['kept'],
      files: ['kept', 'open'],
      demarches: ['kept', 'open'],
    });
    // what the file was for, and its journal, stay
    expect(await database.process.count({ where: { id: { in: ['p-gone', 'p-PJ 3'] } } })).toBe(2);
    expect(await database.auditLine.count()).toBe(1);
    await worker.stop();
  });

  test('goes in bounded batches, says when nothing is left, and spares what another deletes at the same time', async () => {
    const { database } = running;
    for (let n = 0; n < 7; n += 1) await ROWS.answers(`old${n}`, before(DEFAULT_RETENTION.answers + 5_000));
    const purge = purgeOn(database, DEFAULT_RETENTION, 3);
    expect([await purge('answers', AT), (await left('answers')).length]).toEqual([true, 5]);
    const both = await Promise.all([purge('answers', AT), purge('answers', AT)]);
    expect([both.filter(Boolean).length, await left('answers')]).toEqual([1, ['kept']]);
    expect(await purge('answers', AT)).toBe(false);
  });
});
