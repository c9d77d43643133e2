import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newDossier } from '../../test/builders/dossier.ts';
import { createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import { insertDossier } from './dossier/startProcess.ts';
import type { Database } from './prisma.ts';
import { sweepQueries } from './sweepQueries.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 4);
});
afterAll(async () => {
  await database?.$disconnect();
  await scratch?.drop();
});

test('a command waits until the workflow of its process has started, so that the process is followed at all (R1)', async () => {
  const at = new Date(Date.now() - 60_000);
  const processId = await database.$transaction((tx) => insertDossier(tx, newDossier(), at));
  const command = { actorId: 'process', key: 'k', bodyHash: '', processId, act: { type: 'look' }, actor: {} };
  await database.command.create({ data: { id: 'look', ...command, notAfter: at, createdAt: at } });
  const { unstarted, unconfirmed } = sweepQueries(database);
  const type = 'esatOnboarding';
  expect([await unstarted(500, 9), await unconfirmed(5_000, 9)]).toEqual([[{ type, processId }], []]);
  const commands = [{ type, processId, commandId: 'look' }];
  await database.process.update({ where: { id: processId }, data: { workflowStartedAt: new Date() } });
  expect([await unstarted(500, 9), await unconfirmed(5_000, 9)]).toEqual([[], commands]);
  // ended before it began: nothing is left to follow
  await database.process.update({ where: { id: processId }, data: { workflowStartedAt: null, closedAt: new Date() } });
  expect([await unstarted(500, 9), await unconfirmed(5_000, 9)]).toEqual([[], commands]);
});

test('what ended lately is found with the last command that was carried out on it: whoever died before Temporal heard of it left a workflow that waits on (R1)', async () => {
  const at = new Date(Date.now() - 60_000);
  const dossier = { ...newDossier(), partner: { ...newDossier().partner, siret: '99991013600012' } };
  const processId = await database.$transaction((tx) => insertDossier(tx, { ...dossier, startKey: 'other' }, at));
  const command = { actorId: 'process', bodyHash: '', processId, act: { type: 'look' }, actor: {}, notAfter: at };
  const done = (id: string, doneAt: Date | null) =>
    database.command.create({
      data: {
        ...command,
        id,
        key: id,
        createdAt: at,
        doneAt,
        ...(doneAt === null ? {} : { outcome: { status: 'done' } }),
      },
    });
  await done('first', new Date(at.getTime() + 1));
  await done('last', new Date(at.getTime() + 2));
  await done('waiting', null);
  const { endedBetween } = sweepQueries(database);
  const ended = async () => (await endedBetween(600_000, 20_000)).filter((one) => one.processId === processId);
  expect(await ended()).toEqual([]);
  const close = (closedAt: Date) =>
    database.process.update({ where: { id: processId }, data: { workflowStartedAt: at, closedAt } });
  await close(new Date(Date.now() - 30_000));
  expect(await ended()).toEqual([{ type: 'esatOnboarding', processId, commandId: 'last' }]);
  await close(new Date());
  expect(await ended()).toEqual([]);
});
