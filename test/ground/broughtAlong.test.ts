import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { MIGRATIONS, migrate } from '../../ops/migrate.ts';
import { withClient } from '../../ops/postgres.ts';
import { createFormerDatabase, type TestDatabase } from '../stack.ts';

/** Newest migration that commit 27f1eac knew. */
const KNOWN = '20261121150000_process_lookups';
/** Types of process that are told phase by phase since. */
const DOSSIERS = ['conventionnement', 'esatOnboarding', 'administratorReplacement'];

type Rows = Record<string, unknown>[];

let database: TestDatabase;
let before: Map<string, Rows>;
let applied: string[];
beforeAll(async () => {
  database = await createFormerDatabase(KNOWN);
  const data = readFileSync(new URL('data/27f1eac-work.sql', import.meta.url), 'utf8');
  await owner((client) => client.query(data));
  before = await everything();
  applied = await migrate(database.ownerUrl);
});
afterAll(() => database?.drop());

const owner = <T>(work: (client: pg.Client) => Promise<T>) => withClient(database.ownerUrl, work);

/** Every row of every table, as it lies there. */
const everything = () =>
  owner(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'`,
    );
    const tables = new Map<string, Rows>();
    for (const { name } of rows) {
      const { rows: lines } = await client.query<{ line: Rows[number] }>(
        `SELECT to_jsonb(t) AS line FROM "${name}" t ORDER BY to_jsonb(t)::text`,
      );
      tables.set(
        name,
        lines.map(({ line }) => line),
      );
    }
    return tables;
  });

it('every migration since 27f1eac is applied to what that commit wrote', async () => {
  const later = readdirSync(MIGRATIONS).filter((one) => /^\d{14}_/.test(one) && one > KNOWN);
  expect(applied).toEqual(later.toSorted());
  expect([...before.values()].filter((rows) => rows.length > 0).length).toBeGreaterThan(20);
});

/** The same, or more: a migration fills in what was not known and adds to facts, and takes nothing away. */
function says(now: unknown, was: unknown): boolean {
  if (was === null) return true;
  if (typeof was !== 'object' || Array.isArray(was)) return JSON.stringify(now) === JSON.stringify(was);
  const more = (now ?? {}) as Record<string, unknown>;
  return Object.entries(was).every(([name, value]) => says(more[name], value));
}

it('no row is lost, and each says what it said', async () => {
  const after = await everything();
  const lost = [...before].flatMap(([table, rows]) => {
    const now = after.get(table);
    if (now === undefined) return [`${table}: gone`];
    const kept = (was: Rows[number]) =>
      Object.fromEntries(Object.entries(was).filter(([name]) => name in (now[0] ?? {})));
    return rows
      .filter((was) => !now.some((row) => says(row, kept(was))))
      .map((was) => `${table}: ${JSON.stringify(was)}`);
  });
  // the tries of the last hours, which nobody misses: its migration says why it was made anew
  expect(lost).toEqual(['attempt: gone']);
});

it('each dossier under way has the phase that its state and its documents say', async () => {
  const rows = (await everything()).get('process') ?? [];
  const stands = rows
    .filter(({ type, closed_at }) => closed_at === null && DOSSIERS.includes(String(type)))
    .map(({ type, state, facts }) => `${type} ${state}: ${(facts as { phase?: string }).phase}`);
  expect([...new Set(stands)].sort()).toEqual([
    'administratorReplacement ANNEXE_A_SIGNER: annexe',
    'conventionnement DOCUMENTS_ENVOYES: documents',
    'esatOnboarding ACTIVITE_A_VERIFIER: checks',
    'esatOnboarding BLOQUE_SIRET: documents',
    'esatOnboarding BULLETIN_COMPLETE: documents',
    'esatOnboarding DOCUMENTS_ENVOYES: documents',
    'esatOnboarding DOCUMENTS_SIGNES: countersignature',
    'esatOnboarding ELIGIBILITE_A_VERIFIER: checks',
    'esatOnboarding PRET_A_OUVRIR: opening',
  ]);
});
