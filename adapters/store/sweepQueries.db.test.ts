import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Unconfirmed } from '../../activities/sweep.ts';
import { newDossier } from '../../test/builders/dossier.ts';

import { eventually } from '../../test/running.ts';
import { asOwner, createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import { insertDossier } from './dossier/startProcess.ts';
import type { Database } from './prisma.ts';
import { markTold, sweepQueries, tellings, unconfirmedQuery, untoldQuery } from './sweepQueries.ts';

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
  expect([await unstarted(500, 9), await unconfirmed(5_000, 9, null)]).toEqual([[{ type, processId }], []]);
  const commands = [{ type, processId, commandId: 'look', createdAt: at }];
  await database.process.update({ where: { id: processId }, data: { workflowStartedAt: new Date() } });
  expect([await unstarted(500, 9), await unconfirmed(5_000, 9, null)]).toEqual([[], commands]);
  // ended before it began: nothing is left to follow
  await database.process.update({ where: { id: processId }, data: { workflowStartedAt: null, closedAt: new Date() } });
  expect([await unstarted(500, 9), await unconfirmed(5_000, 9, null)]).toEqual([[], commands]);
});

/** A process that is followed, and a command on it for each instant of its outcome; null: none yet. */
async function withCommands(siret: string, at: Date, doneAt: readonly (Date | null)[]): Promise<string> {
  const dossier = { ...newDossier(), partner: { ...newDossier().partner, siret }, startKey: siret };
  const processId = await database.$transaction((tx) => insertDossier(tx, dossier, at));
  await database.process.update({ where: { id: processId }, data: { workflowStartedAt: at } });
  const command = { actorId: 'process', bodyHash: '', processId, act: { type: 'look' }, actor: {}, notAfter: at };
  await database.command.createMany({
    data: doneAt.map((done, index) => ({
      ...{ ...command, id: `${siret}-${index}`, key: `${siret}-${index}`, createdAt: at, doneAt: done },
      ...(done === null ? {} : { outcome: { status: 'done' } }),
    })),
  });
  return processId;
}

test('a command is over when its workflow has answered: until then the sweep finds its process, with all that was carried out (R1)', async () => {
  const at = new Date(Date.now() - 60_000);
  const later = new Date(at.getTime() + 1);
  const processId = await withCommands('99991013600012', at, [later, at, null, new Date()]);
  const { untold } = sweepQueries(database);
  const found = async () => (await untold(15_000, 9, '')).filter((one) => one.processId === processId);
  // the last one was answered just now: whoever sent it marks it within a second
  const ids = ['99991013600012-1', '99991013600012-0'];
  expect(await found()).toEqual([{ type: 'esatOnboarding', processId, commandIds: ids }]);
  expect((await untold(15_000, 9, processId)).map((one) => one.processId)).not.toContain(processId);
  await markTold(database, [...ids, '99991013600012-2'], new Date());
  expect(await found()).toEqual([]);
  // nobody can have been told of what was not carried out
  expect(await database.command.findUnique({ where: { id: '99991013600012-2' } })).toMatchObject({ toldAt: null });
});

test('the sweep goes on behind those that it has seen, though many came at one instant', async () => {
  const at = new Date(Date.now() - 90_000);
  const processId = await withCommands('99991013600020', at, [null, null, null, null, null]);
  const { unconfirmed } = sweepQueries(database);
  const seen: string[] = [];
  let after: Unconfirmed | null = null;
  for (let look = 0; look < 9; look += 1) {
    const some: Unconfirmed[] = await unconfirmed(80_000, 2, after);
    seen.push(...some.flatMap((one) => (one.processId === processId ? [one.commandId.slice(-1)] : [])));
    if (some.length === 0) break;
    after = some.at(-1) ?? null;
  }
  expect(seen).toEqual(['0', '1', '2', '3', '4']);
});

test('what is answered within a moment is marked by one statement, and what somebody else holds is left to the sweep', async () => {
  const at = new Date(Date.now() - 60_000);
  await withCommands('99991013600038', at, [at, at, at]);
  const id = (index: number) => `99991013600038-${index}`;
  const told = async () =>
    (await database.command.findMany({ where: { id: { startsWith: '99991013600038' }, toldAt: { not: null } } }))
      .map((row) => row.id)
      .sort();
  await database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM command WHERE id = ${id(2)} FOR UPDATE`;
    const answered = tellings(database, () => new Date(), 20);
    for (const index of [0, 1, 2]) answered(id(index));
    await eventually('the marks', async () => (await told()).length === 2);
  });
  expect(await told()).toEqual([id(0), id(1)]);
});

test('commands that were told cost the sweep nothing, however many: it reads the untold alone (P4)', async () => {
  const processId = await withCommands('99991013600046', new Date(), []);
  await database.$executeRaw`
    INSERT INTO command (id, actor_id, key, body_hash, process_id, act, actor, not_after, created_at, outcome, done_at, told_at)
      SELECT 'old-' || n, 'process', 'old-' || n, '', ${processId}, '{}', '{}', now(), now() - interval '1 day', '{}', now() - interval '1 day', now()
        FROM generate_series(1, 20000) n`;
  await asOwner(scratch, 'ANALYZE command; ANALYZE process');
  for (const query of [unconfirmedQuery(new Date(), 40, null), untoldQuery(new Date(), 8, '')]) {
    const plan = await database.$queryRaw<{ 'QUERY PLAN': string }[]>`EXPLAIN ${query}`;
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/Scan (using|on) command_untold/);
  }
});
