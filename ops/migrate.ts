import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withClient } from './postgres.ts';
import { migratedDatabase, noDatabase, schemaEngine } from './schemaEngine.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const MIGRATIONS = path.join(ROOT, 'prisma', 'migrations');
export const SCHEMA = path.join(ROOT, 'prisma', 'schema.prisma');

function migrationsList(until: string | null) {
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (until === null || entry.name <= until))
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir: MIGRATIONS,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(path.join(MIGRATIONS, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: folders.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(MIGRATIONS, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

const FILTERS = { externalTables: [], externalEnums: [] };

/** Two migrations at once wait for each other: any number that nothing else uses. */
const LOCK = 7_270_731;

/**
 * Applies the migrations that are missing, each in one transaction, and grants the application's role what it may do (S6). One that was
 * interrupted is tried again. `until`: the last one, for a database as a former release left it, whose role may do nothing in it. Returns the
 * names of those applied.
 */
export async function migrate(url: string, until: string | null = null): Promise<string[]> {
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const { rows } = await client.query<{ known: boolean }>(
      `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known`,
    );
    if (rows[0]?.known === true)
      // its script was one transaction, so nothing of it is there
      await client.query(
        'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
      );
    const database = migratedDatabase(url);
    let applied: string[];
    try {
      const engine = await schemaEngine(readFileSync(SCHEMA, 'utf8'), database.factory);
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: migrationsList(until),
        filters: FILTERS,
      });
      applied = appliedMigrationNames;
    } catch (error) {
      const fault = database.fault();
      if (fault === undefined) throw error;
      throw new Error(
        `A migration was refused by PostgreSQL (${fault instanceof Error ? fault.message : fault}): nothing of it was kept; mend it and run the same command again.`,
      );
    } finally {
      await database.end();
    }
    if (until === null) await client.query(readFileSync(path.join(ROOT, 'prisma', 'grants.sql'), 'utf8'));
    return applied;
  });
}

/** The SQL that takes a database of one schema (null: an empty one) to another: what `prisma migrate diff` would print. */
export async function schemaDiff(from: string | null, to: string): Promise<string> {
  const datamodel = (content: string) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] });
  const engine = await schemaEngine(to, noDatabase());
  const { stdout } = await engine.diff({
    from: from === null ? { tag: 'empty' } : datamodel(from),
    to: datamodel(to),
    script: true,
    exitCode: null,
    filters: FILTERS,
  });
  return stdout ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.MIGRATION_DATABASE_URL || process.env.DATABASE_URL;
  try {
    if (!url) throw new Error('MIGRATION_DATABASE_URL is not set (nor DATABASE_URL): the role that owns the schema.');
    await withClient(url, (client) => client.query('SELECT 1'), 5_000).catch((error: unknown) => {
      throw new Error(
        `The database does not answer (${error instanceof Error ? error.message : error}): start that PostgreSQL, or mend its address in MIGRATION_DATABASE_URL (else DATABASE_URL).`,
      );
    });
    const applied = await migrate(url);
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
