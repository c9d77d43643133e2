import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Prisma } from '../../generated/prisma/client.ts';
import { withClient } from '../../ops/postgres.ts';
import { startApi } from '../../test/api.ts';
import { AGENT, newDossier } from '../../test/builders/dossier.ts';
import { inTheMiddle, SIRET } from '../../test/middle.ts';
import { createTestDatabase } from '../../test/stack.ts';
import { voidSecrets } from '../identity/temporarySecrets.ts';
import { insertCommand } from './commandRow.ts';
import { dossierRow } from './dossier/dossierStore.ts';
import { refreshServiceUse } from './dossier/serviceUse.ts';
import { insertDossiers } from './dossier/startProcess.ts';
import { tellingToLook } from './people/peopleProcesses.ts';
import { rosterRow } from './people/rosterStore.ts';
import { type Database, openDatabase, statementsKept } from './prisma.ts';
import { besideOf } from './queries/beside.ts';
import { documentById, printContext } from './queries/documents.ts';

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

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Recheck Cond'?: string;
  Plans?: Plan[];
}

/** Some rows for the whole country. */
const FEW = ['national_service'];

/** Which tables, or indexes, these statements read from end to end, by plans that are made while all is empty and kept as a worker keeps them. */
async function readWhole(statements: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const walk = (plan: Plan, of: string): void => {
    const { 'Relation Name': table = '', 'Index Name': index = '', Plans = [] } = plan;
    const asked = plan['Index Cond'] ?? plan['Recheck Cond'];
    if (
      /^(Seq|Index|Index Only|Bitmap Index) Scan$/.test(plan['Node Type']) &&
      asked === undefined &&
      !FEW.includes(table)
    )
      found.push(`${plan['Node Type']} ${table} ${index}: ${of}`);
    for (const below of Plans) walk(below, of);
  };
  await withClient(scratch.ownerUrl, async (client) => {
    await client.query('SET enable_seqscan = off');
    for (const text of statements) {
      const { rows } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`);
      walk(rows[0]['QUERY PLAN'][0].Plan, text.trim().replace(/\s+/g, ' ').slice(0, 160));
    }
  });
  return found;
}

test.each([
  ['a dossier', dossierRow(Prisma.sql`${'p'}`)],
  ['people', rosterRow('r', { accountIds: ['u'], emails: ['e'], wholeGroups: ['g'] })],
  ['processes to be told', tellingToLook({ partnerId: 'r', userIds: ['u'], except: null }, new Date())],
  ['processes beside', Prisma.sql`SELECT ${besideOf(Prisma.sql`'1'`, Prisma.sql`'k'`)}`],
])('%s: what an act reads is found by an index, also by a plan made while all was empty', async (_, sql) => {
  expect(await readWhole([sql.text])).toEqual([]);
});

test('all that the acts of a partner in the middle of everything asked is found so, and what stands on a print', async () => {
  const opened: Database[] = [];
  const openFacts = (url: string) => {
    const facts = openDatabase(url, 4, { prepared: true });
    opened.push(facts);
    return facts;
  };
  const api = await startApi({}, undefined, 0, openFacts);
  try {
    const { omarId, partnerId } = await inTheMiddle(api, { amendment: true, centralised: false });
    const { partner } = newDossier();
    const known = newDossier({ partner: { ...partner, siret: SIRET } });
    const { id } = await api.deps.db.document.findFirstOrThrow({ where: { partnerId } });
    for (const facts of opened) {
      const found = await documentById(facts, id);
      if (found !== null) await printContext(facts, found.document);
      await facts.$transaction(async (tx) => {
        await insertDossiers(tx, [newDossier(), known], api.now);
        await refreshServiceUse(tx, [omarId], [], api.now);
        await voidSecrets(tx, ['none'], api.now);
      });
    }
    const kept = opened.flatMap(statementsKept).filter((text) => /^\s*(WITH|SELECT|UPDATE|INSERT)/.test(text));
    expect(kept.length).toBeGreaterThan(20);
    expect(await readWhole(kept)).toEqual([]);
  } finally {
    await api.stop();
  }
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
