import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Prisma } from '../../generated/prisma/client.ts';
import { AGENT } from '../../test/builders/dossier.ts';
import { createTestDatabase } from '../../test/stack.ts';
import { insertCommand } from './commandRow.ts';
import { dossierRow } from './dossier/dossierStore.ts';
import { tellingToLook } from './people/peopleProcesses.ts';
import { rosterRow } from './people/rosterStore.ts';
import { type Database, openDatabase } from './prisma.ts';
import { besideOf } from './queries/beside.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openDatabase(scratch.url, 1, { prepared: true });
});
afterAll(async () => {
  await database?.$disconnect();
  await scratch?.drop();
});

test.each([
  ['a dossier', dossierRow(Prisma.sql`${'p'}`)],
  ['people', rosterRow('r', { accountIds: ['u'], emails: ['e'], wholeGroups: ['g'] })],
  ['processes to be told', tellingToLook({ partnerId: 'r', userIds: ['u'], except: null }, new Date())],
  ['processes beside', Prisma.sql`SELECT ${besideOf(Prisma.sql`'1'`, Prisma.sql`'k'`)}`],
])('%s: what an act reads is found by an index, also by a plan made while all was empty', async (_, sql) => {
  const lines = await database.$queryRaw<Record<string, string>[]>(Prisma.sql`EXPLAIN ${sql}`);
  const scans = lines.map((line) => line['QUERY PLAN'] ?? '').filter((line) => line.includes('Scan'));
  expect(scans.length).toBeGreaterThan(0);
  expect(scans.filter((line) => line.includes('Seq Scan'))).toEqual([]);
});

test('only the row of a command is committed without waiting for the disk: what comes after it on the same connection waits again', async () => {
  const at = new Date();
  const facts = {
    actorId: 'a',
    key: 'k',
    bodyHash: '',
    processId: 'p',
    act: { type: 'look' as const },
    actor: AGENT,
    notAfter: at,
    createdAt: at,
  };
  const setting = () => database.$queryRaw`SHOW synchronous_commit`;
  await database.$executeRaw`SET synchronous_commit = on`;
  expect(await insertCommand(database, { id: 'c', ...facts })).toBe(true);
  expect(await setting()).toEqual([{ synchronous_commit: 'on' }]);
  expect(await insertCommand(database, { id: 'd', ...facts })).toBe(false);
});
