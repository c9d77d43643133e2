import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const MIGRATIONS = path.join(ROOT, 'prisma', 'migrations');
const SCHEMA = path.join(ROOT, 'prisma', 'schema.prisma');

interface Engine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ stdout: string | null }>;
}

/** Prisma's own migration engine as WebAssembly: nothing to download (docs/adr). Its package exports a bundler entry only, hence by path. */
async function engine(url: string): Promise<Engine> {
  const folder = path.join(ROOT, 'node_modules', '@prisma', 'schema-engine-wasm');
  const glue = await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href);
  const module = await WebAssembly.compile(readFileSync(path.join(folder, 'schema_engine_bg.wasm')));
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const factory = bindMigrationAwareSqlAdapterFactory(wholeScripts(url));
  return glue.SchemaEngine.new({ datamodels: [['schema.prisma', readFileSync(SCHEMA, 'utf8')]] }, () => {}, factory);
}

/** The adapter cuts a script at every `;`, those of comments and function bodies included: here PostgreSQL gets it whole. */
function wholeScripts(url: string): PrismaPg {
  // no connection stays behind: a database somebody is connected to cannot be copied
  const factory = new PrismaPg({ connectionString: url, idleTimeoutMillis: 1 });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(script).finally(() => client.end());
    };
    return adapter;
  };
  return factory;
}

function migrationsList() {
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
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

/** Applies the migrations that are missing and grants the application's role what it may do (S6). Returns their names. */
export async function migrate(url: string): Promise<string[]> {
  const { appliedMigrationNames } = await (await engine(url)).applyMigrations({
    migrationsList: migrationsList(),
    filters: FILTERS,
  });
  const grants = path.join(ROOT, 'prisma', 'grants.sql');
  if (existsSync(grants)) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(readFileSync(grants, 'utf8'));
    } finally {
      await client.end();
    }
  }
  return appliedMigrationNames;
}

/** The SQL from an empty database to the schema: what `prisma migrate diff` would print. `url` is any reachable database. */
export async function sqlOfSchema(url: string): Promise<string> {
  const to = { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: readFileSync(SCHEMA, 'utf8') }] };
  const { stdout } = await (await engine(url)).diff({
    from: { tag: 'empty' },
    to,
    script: true,
    exitCode: null,
    filters: FILTERS,
  });
  return stdout ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL;
  if (url === undefined) throw new Error('DATABASE_URL (or MIGRATION_DATABASE_URL) is not set');
  const applied = await migrate(url);
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
  process.exit(0);
}
