import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { ImpatientClient, ImpatientPool } from './impatient.ts';
import { answeredWithinMs } from './patience.ts';

export type Database = PrismaClient;
/** Inside `database.$transaction`. */
export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** Beyond this many different statements a connection keeps no more plans: lists of ids make texts without end. */
const PREPARED_AT_MOST = 400;

/**
 * Opens the facts. `connections` bounds the pool: a worker and an API share one server. `prepared`: PostgreSQL keeps the plan of each
 * statement, which is right for acts, and not for searches, whose best plan depends on what is searched. Acts ask by key: their plans may have
 * been made while the tables were empty, so they never read a whole one where an index serves. `waitMs`: how long one waits for a connection
 * before people are told to come back; `queryMs`: how long for the answer to a query, which the server is told too, and this side keeps
 * to where the server is frozen; `actMs`: how long for a whole transaction that names no time of its own.
 */
export function openDatabase(
  url: string,
  connections = 12,
  { prepared = false, waitMs = 3_000, queryMs = 10_000, actMs = 5_000 } = {},
): Database {
  const pool = new ImpatientPool({
    Client: ImpatientClient,
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: waitMs,
    idleTimeoutMillis: KEPT_IDLE_MS,
    statement_timeout: queryMs,
    query_timeout: answeredWithinMs(queryMs),
    ...(prepared ? { options: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off' } : {}),
  });
  // an idle connection that breaks is replaced by the next who asks
  pool.on('error', () => {});
  const { names, nameOf } = statementNames();
  const database = new PrismaClient({
    transactionOptions: { timeout: actMs, maxWait: waitMs },
    adapter: new PrismaPg(pool, {
      disposeExternalPool: true,
      ...(prepared ? { statementNameGenerator: ({ sql }) => nameOf(sql) } : {}),
    }),
  });
  poolOf.set(database, { pool, names, nameOf });
  return database;
}

/** A new connection signs in and plans each statement anew, more than an act costs: one that nobody needs stays over the pauses of a day's work. */
const KEPT_IDLE_MS = 15 * 60_000;

const poolOf = new WeakMap<Database, { pool: pg.Pool; names: ReadonlyMap<string, string>; nameOf: NameOf }>();

type NameOf = (sql: string) => string;

function statementNames(): { names: ReadonlyMap<string, string>; nameOf: NameOf } {
  const names = new Map<string, string>();
  const nameOf = (sql: string) => {
    const name = names.get(sql) ?? (names.size < PREPARED_AT_MOST ? `passerelle_${names.size}` : '');
    if (name !== '') names.set(sql, name);
    return name;
  };
  return { names, nameOf };
}

/** The statements of this database whose plans PostgreSQL keeps, in the order in which they were first asked. */
export function statementsKept(database: Database): string[] {
  return [...(poolOf.get(database)?.names.keys() ?? [])];
}

/**
 * Runs one prepared statement by itself, a transaction of its own, without the machinery of the client: for what every act does (P1).
 * Rows come as the driver gives them, JSON parsed and instants as dates.
 */
export async function execute<T>(database: Database, { text, values }: Prisma.Sql): Promise<T[]> {
  const opened = poolOf.get(database);
  if (opened === undefined) throw new Error('This database was not opened by openDatabase');
  const { rows } = await opened.pool.query({ name: opened.nameOf(text), text, values });
  return rows;
}

/**
 * Among what a statement returns: its transaction commits without waiting for the disk. For what may be lost by a crash of PostgreSQL in the
 * next second, because nobody is told of it before a later commit, which takes it along.
 */
export const UNFLUSHED = Prisma.sql`set_config('synchronous_commit', 'off', true)`;

/** Name of the constraint that PostgreSQL says is broken, or null when the error is of another kind. */
export function brokenConstraint(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const text =
    JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as { message?: unknown }).message ?? '');
  if (!/23505|P2002|UniqueConstraint/.test(text)) return null;
  return CONSTRAINTS.find((name) => text.includes(name)) ?? 'unique';
}

/** True when a statement of `adapters/store/dossier/dossierStore.ts` undid itself because someone was faster (division by zero). */
export function overtaken(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '22012';
}

const CONSTRAINTS = [
  'one_active_convention',
  'one_active_contrat',
  'one_active_bulletin',
  'one_open_process',
  'one_open_request',
  'one_account_per_email',
  'two_administrateurs',
  'one_usable_secret',
  'one_membership',
  'one_approbateur',
  'user_group_convention_id_code_key',
  'one_open_task',
  'convention_number',
  'process_start_key_key',
] as const;
