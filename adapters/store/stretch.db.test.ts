import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newDossier } from '../../test/builders/dossier.ts';
import { createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import { insertDossier } from './dossier/startProcess.ts';
import type { Database } from './prisma.ts';
import { inStretch } from './stretch.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let processId: string;
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 4);
  processId = await database.$transaction((tx) => insertDossier(tx, newDossier(), new Date()));
});
afterAll(async () => {
  await database?.$disconnect();
  await scratch?.drop();
});

const people = { noticed: () => {}, atWork: () => false };

/** How many batches one call does, of `most` that there are. */
async function batches(most: number, over: { stopping?: () => boolean; between?: () => Promise<unknown> } = {}) {
  let done = 0;
  await inStretch(database, processId, { people, stopping: over.stopping ?? (() => false) }, async () => {
    await over.between?.();
    done += 1;
    return done < most;
  });
  return done;
}

test('batch after batch, until nothing is left', async () => {
  expect(await batches(4)).toBe(4);
});

test('no longer where the worker is to leave', async () => {
  expect(await batches(4, { stopping: () => true })).toBe(1);
});

test('whoever asks something of this very process waits for one batch and no more (R7)', async () => {
  const command = { actorId: 'a', bodyHash: '', act: {}, actor: {}, notAfter: new Date(), createdAt: new Date() };
  let others = 0;
  const elsewhere = () => {
    others += 1;
    const id = `other-${others}`;
    return database.command.create({ data: { ...command, id, key: id, processId: 'other' } });
  };
  expect(await batches(3, { between: elsewhere })).toBe(3);
  const asked = await database.command.create({ data: { ...command, id: 'c', key: 'k', processId } });
  expect(await batches(4)).toBe(1);
  await database.command.update({ where: { id: asked.id }, data: { outcome: { status: 'done' } } });
  expect(await batches(4)).toBe(4);
});
