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
