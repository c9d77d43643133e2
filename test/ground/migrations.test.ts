import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
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
    const migrated = await emptyDatabase();
    await migrate(migrated);
    const declared = await emptyDatabase();
    const sql = await schemaDiff(null, readFileSync(SCHEMA, 'utf8'));
    await withClient(declared, (client) => client.query(sql));
    expect(await catalogue(migrated, 'columns')).toEqual(await catalogue(declared, 'columns'));
    for (const part of ['indexes', 'constraints'] as const)
      expect(await catalogue(migrated, part)).toEqual(expect.arrayContaining(await catalogue(declared, part)));
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

  test('a connection that is not to be had is told by its cause; two are enough', async () => {
    const url = new URL(await emptyDatabase());
    const reached = { host: url.hostname, port: Number(url.port) };
    let left = 1;
    const between = createServer((socket) => {
      socket.on('error', () => {});
      if (left-- <= 0) return socket.destroy();
      const on = connect(reached).on('error', () => socket.destroy());
      socket.pipe(on).pipe(socket);
    });
    drops.push(async () => void between.close());
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    url.hostname = '127.0.0.1';
    url.port = String((between.address() as AddressInfo).port);
    await expect(migrate(url.href)).rejects.toThrow('Connection terminated unexpectedly');
    left = 2;
    expect(await migrate(url.href)).toEqual(names);
  });

  test('who is entitled (CONV-1): what an Esat has shown is known of it, what is no type is not, dossiers under way go on as they are', async () => {
    const { ownerUrl, drop } = await createTestDatabase();
    drops.push(drop);
    const sql = readFileSync(`${MIGRATIONS}/20261129125000_who_is_entitled/migration.sql`, 'utf8');
    await withClient(ownerUrl, async (client) => {
      await client.query('ALTER TABLE partner DROP CONSTRAINT partner_type_organisme');
      const partner = (id: string, siret: string, type: string | null) =>
        client.query(
          `INSERT INTO partner (id, caf, siret, siren, raison_sociale, search_text, address, email, phone, departments, type_organisme, created_at, updated_at)
           VALUES ($1, '93', $2, left($2, 9), 'x', 'x', 'x', 'x', 'x', '{93}', $3, now(), now())`,
          [id, siret, type],
        );
      await partner('esat', '99991041700016', null);
      await partner('word', '99991342900018', 'Association');
      await partner('type', '99991643000013', 'DDFIP');
      await client.query(
        `INSERT INTO document (id, kind, service, partner_id, caf, siret, origin, state, content, convention_id, contrat_id, created_at) VALUES
         ('v', 'CONVENTION', NULL, 'esat', '93', '99991041700016', 'REPRISE', 'ACTIF', '{}', NULL, NULL, now()),
         ('k', 'CONTRAT', NULL, 'esat', '93', '99991041700016', 'REPRISE', 'ACTIF', '{}', 'v', NULL, now()),
         ('b', 'BULLETIN', 'ESAT', 'esat', '93', '99991041700016', 'PASSERELLE', 'ACTIF', '{}', 'v', 'k', now())`,
      );
      await client.query(
        `INSERT INTO process (id, type, business_key, caf, partner_id, label, state, since, facts, link_ref, created_by, created_at)
         VALUES ('c', 'conventionnement', 'c', '93', 'type', 'x', 'DOCUMENTS_ENVOYES', now(), '{"services":["AFAS"]}', 'c', 'x', now())`,
      );
      await client.query(sql);
      const { rows } = await client.query('SELECT id, type_organisme AS type, nature FROM partner ORDER BY id');
      expect(rows).toEqual([
        { id: 'esat', type: 'ESAT', nature: 'PERSONNE_MORALE' },
        { id: 'type', type: 'DDFIP', nature: null },
        { id: 'word', type: null, nature: null },
      ]);
      expect((await client.query('SELECT facts FROM process')).rows).toEqual([
        { facts: { services: ['AFAS'], toJudge: [] } },
      ]);
    });
  });
});
