import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export interface SchemaEngine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ stdout: string | null }>;
}

interface Glue {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: unknown, log: () => void, factory: unknown) => Promise<SchemaEngine> };
}

/** One for the whole process: the package's glue knows one instance, whose memory a second one would be mixed up with. */
let loading: Promise<Glue> | undefined;

/** Prisma's own migration engine as WebAssembly: nothing to download. */
export async function schemaEngine(
  schema: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  loading ??= load();
  const { SchemaEngine } = await loading;
  const datamodels = [['schema.prisma', schema]];
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

/** The package exports a bundler entry only, hence by path. */
async function load(): Promise<Glue> {
  const folder = path.join(ROOT, 'node_modules', '@prisma', 'schema-engine-wasm');
  const glue: Glue & WebAssembly.ModuleImports = await import(
    pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href
  );
  const module = await WebAssembly.compile(readFileSync(path.join(folder, 'schema_engine_bg.wasm')));
  // the timer of its lock is never cleared and would hold the process for 10 s
  const timers = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout_'));
  const unheld = Object.fromEntries(
    timers.map((name) => [name, (f: () => void, ms: number) => setTimeout(f, ms).unref()]),
  );
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': { ...glue, ...unheld } });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/** A database as the engine works on it. */
export interface MigratedDatabase {
  factory: SqlMigrationAwareDriverAdapterFactory;
  /** what the last statement that failed did so with, a connection that was not had included; undefined: all were done */
  fault(): unknown;
  /** no connection stays behind: a database somebody is connected to cannot be copied */
  end(): Promise<void>;
}

/**
 * A database for migrations, on one connection. The adapter cuts a script at every `;`, those of comments and function bodies included: here PostgreSQL
 * gets it whole. Why a statement failed is kept, as the engine keeps it to itself: what the adapter has no word for is an « External error » to it.
 */
export function migratedDatabase(url: string): MigratedDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  pool.on('error', () => {}); // a server that goes away fails the next query
  let connection: pg.PoolClient | undefined;
  pool.on('connect', (client) => {
    connection = client;
  });
  let last: unknown;
  const query = pool.query.bind(pool) as (...statement: unknown[]) => Promise<unknown>;
  const told = (...statement: unknown[]) =>
    query(...statement).catch((error: unknown) => {
      last = error;
      throw error;
    });
  Object.assign(pool, { query: told });
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => void (await pool.query(script));
    return adapter;
  };
  const end = async () => {
    await connection?.end(); // its pool would wait for a statement that the engine gave up
    await pool.end();
  };
  return { factory, fault: () => last, end };
}

/** No database at all: comparing two schemas needs none, but the engine asks one for its version before it does. */
export function noDatabase(): SqlMigrationAwareDriverAdapterFactory {
  const connect = async (): Promise<SqlDriverAdapter> => ({
    provider: 'postgres',
    adapterName: 'none',
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 18', 180_000]],
    }),
    executeRaw: async () => 0,
    executeScript: async () => {},
    startTransaction: () => Promise.reject(new Error('there is no database here')),
    dispose: async () => {},
  });
  return { provider: 'postgres', adapterName: 'none', connect, connectToShadowDb: connect };
}
