import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { MIGRATIONS, migrate, SCHEMA, schemaDiff } from '../../ops/migrate.ts';
import { ensureDatabase, withClient } from '../../ops/postgres.ts';
import { createTestDatabase } from '../stack.ts';

const drops: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(drops.map((drop) => drop())));

/** An empty database; its address for the role that owns the schema. */
async function emptyDatabase(): Promise<string> {
  const owner = process.env.TEST_POSTGRES_OWNER_URL ?? '';
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(owner, name);
  drops.push(() =>
    withClient(owner, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  );
  return owner.replace(/\/postgres$/, `/${name}`);
}

const CATALOGUE = {
  columns: `SELECT concat_ws(' ', table_name, column_name, udt_name, character_maximum_length, is_nullable, column_default) AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  indexes: `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  constraints: `SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text <> '_prisma_migrations'`,
};

async function catalogue(url: string, part: keyof typeof CATALOGUE): Promise<string[]> {
  const { rows } = await withClient(url, (client) => client.query<{ line: string }>(CATALOGUE[part]));
  return rows.map(({ line }) => line).sort();
}

const names = readdirSync(MIGRATIONS)
  .filter((entry) => /^\d{14}_/.test(entry))
  .sort();

describe('migrations', () => {
  test('lead exactly to prisma/schema.prisma, and to the invariants on top of it', async () => {
    const migrated = await createTestDatabase();
    drops.push(migrated.drop);
    const declared = await emptyDatabase();
    const sql = await schemaDiff(null, readFileSync(SCHEMA, 'utf8'));
    await withClient(declared, (client) => client.query(sql));
    expect(await catalogue(migrated.ownerUrl, 'columns')).toEqual(await catalogue(declared, 'columns'));
    for (const part of ['indexes', 'constraints'] as const)
      expect(await catalogue(migrated.ownerUrl, part)).toEqual(expect.arrayContaining(await catalogue(declared, part)));
  });

  test('two at once: each migration is applied once', async () => {
    const url = await emptyDatabase();
    const applied = await Promise.all([migrate(url), migrate(url)]);
    expect(applied.flat()).toEqual(names);
    expect(await migrate(url)).toEqual([]);
  });

  test('one that was interrupted is tried again', async () => {
    const url = await emptyDatabase();
    // PostgreSQL refuses the second migration: its row stays unfinished and nothing of its script is kept, as after a crash
    await withClient(url, (client) =>
      client.query('CREATE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN END $$'),
    );
    await expect(migrate(url)).rejects.toThrow('refuse_delete');
    await withClient(url, (client) => client.query('DROP FUNCTION refuse_delete()'));
    expect(await migrate(url)).toEqual(names.slice(1));
  });
});
