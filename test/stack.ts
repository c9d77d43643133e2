import { randomBytes } from 'node:crypto';
import { type Database, openDatabase } from '../adapters/store/prisma.ts';
import { migrate } from '../ops/migrate.ts';
import { ensureDatabase, withClient } from '../ops/postgres.ts';

export interface TestDatabase {
  /** the application's role */
  url: string;
  /** the purge's role */
  purgeUrl: string;
  /** the schema's owner */
  ownerUrl: string;
  drop(): Promise<void>;
}

/** A migrated database of its own for one test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const owner = required('TEST_POSTGRES_OWNER_URL');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(owner, name, 'passerelle_template');
  return addressesOf(owner, name);
}

function addressesOf(owner: string, name: string): TestDatabase {
  const at = (url: string) => url.replace(/\/postgres$/, `/${name}`);
  return {
    url: at(required('TEST_POSTGRES_APP_URL')),
    purgeUrl: at(required('TEST_POSTGRES_PURGE_URL')),
    ownerUrl: at(owner),
    drop: () =>
      withClient(owner, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** One that was left by a former release: its schema up to that migration, with nothing in it. */
export async function createFormerDatabase(until: string): Promise<TestDatabase> {
  const owner = required('TEST_POSTGRES_OWNER_URL');
  const name = `former_${randomBytes(6).toString('hex')}`;
  await ensureDatabase(owner, name);
  const database = addressesOf(owner, name);
  await migrate(database.ownerUrl, until);
  return database;
}

/** Sets a stage that the application's role may not: it deletes nothing that is kept for a term (S7). */
export async function asOwner({ ownerUrl }: Pick<TestDatabase, 'ownerUrl'>, sql: string): Promise<void> {
  await withClient(ownerUrl, async (client) => void (await client.query(sql)));
}

/** A hundred who ask at once on a busy machine wait for each other, and for PostgreSQL: that is no failure here. */
const PATIENCE_MS = 120_000;

/**
 * The facts for a test: like the product's own, but nobody is told to come back because a connection or the end of a transaction was
 * waited for too long (503 by the API).
 */
export function openTestDatabase(url: string, connections: number): Database {
  const database = openDatabase(url, connections, { waitMs: PATIENCE_MS, queryMs: PATIENCE_MS });
  const transaction = database.$transaction.bind(database) as (work: unknown, options?: object) => Promise<unknown>;
  const patient = (work: unknown, options?: object) =>
    typeof work === 'function'
      ? transaction(work, { ...options, maxWait: PATIENCE_MS, timeout: PATIENCE_MS })
      : transaction(work, options);
  database.$transaction = patient as typeof database.$transaction;
  return database;
}

/** Address of the one real Temporal server of the test run. */
export function temporalAddress(): string {
  return required('TEST_TEMPORAL_ADDRESS');
}

/** Folder of this test run, which is removed with it, however it ends (test/global-setup.ts). */
export function runFolder(): string {
  return required('TEST_FOLDER');
}

/** The workflows, bundled once for all test files. */
export function workflowBundlePath(): string {
  return required('WORKFLOW_BUNDLE');
}

/** Binary of the time-skipping server. */
export function testServerPath(): string {
  return required('TEMPORAL_TEST_SERVER_BINARY');
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: run the tests by \`npm test\``);
  return value;
}
