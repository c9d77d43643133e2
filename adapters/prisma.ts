import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/prisma/client.ts';

export type Database = PrismaClient;
/** Inside `database.$transaction`. */
export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>;

/** Beyond this many different statements a connection keeps no more plans: lists of ids make texts without end. */
const PREPARED_AT_MOST = 400;

/**
 * Opens the facts. `connections` bounds the pool: a worker and an API share one server. `prepared`: PostgreSQL keeps the plan of each
 * statement, which is right for acts (always by key), and not for searches, whose best plan depends on what is searched.
 */
export function openDatabase(url: string, connections = 12, { prepared = false } = {}): Database {
  const names = new Map<string, string>();
  const nameOf = (sql: string): string => {
    const known = names.get(sql) ?? (names.size < PREPARED_AT_MOST ? `passerelle_${names.size}` : '');
    if (known !== '') names.set(sql, known);
    return known;
  };
  return new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: url,
        max: connections,
        connectionTimeoutMillis: 3_000,
        statement_timeout: 10_000,
        ...(prepared ? { options: '-c plan_cache_mode=force_generic_plan' } : {}),
      },
      prepared ? { statementNameGenerator: ({ sql }) => nameOf(sql) } : {},
    ),
  });
}

/** Name of the constraint that PostgreSQL says is broken, or null when the error is of another kind. */
export function brokenConstraint(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const text =
    JSON.stringify(error, Object.getOwnPropertyNames(error)) + String((error as { message?: unknown }).message ?? '');
  if (!/23505|P2002|UniqueConstraint/.test(text)) return null;
  return CONSTRAINTS.find((name) => text.includes(name)) ?? 'unique';
}

/** True when a statement of `adapters/dossierStore.ts` undid itself because someone was faster (division by zero). */
export function overtaken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('22012');
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
