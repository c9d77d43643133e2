import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import {
  askedOrder,
  COUNTED_AT_MOST,
  countedUpTo,
  cursorValue,
  type Page,
  pageOf,
  type Sort,
  type Sorts,
  statementOrder,
} from './cursor.ts';

/** What the asking person may see (api/access.ts): everything, what one Caf manages or keeps reading, or one organisme. */
export type Scope = { all: true } | { caf: string } | { partnerId: string } | { nothing: true };

/**
 * Conditions that share out what a scope sees of `process`: no row is in two of them, and each is one walk of one index, which a
 * condition with OR would not be (P4). A Caf whose dossier went to the CNA keeps reading it (DEL-7b).
 */
export function processShares(scope: Scope): Prisma.Sql[] {
  if ('all' in scope) return [Prisma.sql`true`];
  if ('caf' in scope)
    return [Prisma.sql`caf = ${scope.caf}`, Prisma.sql`reader_caf = ${scope.caf} AND caf <> ${scope.caf}`];
  if ('partnerId' in scope) return [Prisma.sql`partner_id = ${scope.partnerId}`];
  return [Prisma.sql`false`];
}

/** The same for `partner`. */
export function partnerShares(scope: Scope): Prisma.Sql[] {
  if ('all' in scope) return [Prisma.sql`true`];
  if ('caf' in scope)
    return [Prisma.sql`caf = ${scope.caf}`, Prisma.sql`reader_cafs @> ARRAY[${scope.caf}] AND caf <> ${scope.caf}`];
  if ('partnerId' in scope) return [Prisma.sql`id = ${scope.partnerId}`];
  return [Prisma.sql`false`];
}

/** The same for what a Caf alone sees. */
export function cafShares(scope: Scope): Prisma.Sql[] {
  if ('all' in scope) return [Prisma.sql`true`];
  return [Prisma.sql`caf = ${'caf' in scope ? scope.caf : ''}`];
}

type Table =
  | 'partner'
  | 'process'
  | 'mail'
  | 'task'
  | 'campaign'
  | 'campaign_row'
  | 'tiersi_line'
  | 'user_import_row'
  | 'access_request';

/** How many rows are in one of the shares and meet every condition, counted no further than lists are; null: more. */
export async function countRows(
  db: Database,
  table: Table,
  shares: readonly Prisma.Sql[],
  conditions: readonly Prisma.Sql[],
): Promise<number | null> {
  const walks = shares.map(
    (share) => Prisma.sql`(SELECT 1 FROM ${Prisma.raw(table)} WHERE ${Prisma.join([share, ...conditions], ' AND ')})`,
  );
  const [counted] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 FROM (${Prisma.join(walks, ' UNION ALL ')}) rows LIMIT ${COUNTED_AT_MOST + 1}) counted`;
  return countedUpTo(counted?.n ?? 0);
}

/** Ids of the first rows, in the order of their list, that are in one of the shares and meet every condition; with what they are sorted by. */
function firstRows(
  db: Database,
  table: Table,
  shares: readonly Prisma.Sql[],
  conditions: readonly Prisma.Sql[],
  { key, way, by }: Pick<ReturnType<typeof statementOrder>, 'key' | 'way' | 'by'>,
  limit: number,
): Promise<{ id: string; sorted: Date | string }[]> {
  const walks = shares.map(
    (share) =>
      Prisma.sql`(SELECT id, ${key} AS sorted FROM ${Prisma.raw(table)} WHERE ${Prisma.join([share, ...conditions], ' AND ')} ORDER BY ${by} LIMIT ${limit})`,
  );
  return db.$queryRaw`
    SELECT id, sorted FROM (${Prisma.join(walks, ' UNION ALL ')}) rows ORDER BY sorted ${way}, id ${way} LIMIT ${limit}`;
}

/** How a list is sorted: its columns, what each sorts by, and the order where nobody says. */
export interface Sorting<S extends Sorts> {
  sorts: S;
  keys: Readonly<Record<keyof S & string, Prisma.Sql>>;
  usual: Sort<S>;
}

/** A page of a list in the order that was asked: which rows, as `read` has them, and where the next page starts. */
export async function sortedPage<S extends Sorts, T extends { id: string }>(
  db: Database,
  table: Table,
  { sorts, keys, usual }: Sorting<S>,
  { shares, conditions }: { shares: readonly Prisma.Sql[]; conditions: readonly Prisma.Sql[] },
  { sort = usual, limit, cursor }: { sort?: Sort<S> | undefined; limit: number; cursor?: string | undefined },
  read: (ids: string[]) => Promise<readonly T[]>,
): Promise<Page<T>> {
  const asked = askedOrder(sorts, sort);
  const order = statementOrder(asked, [keys[asked.column], Prisma.sql`id`], cursor);
  const first = await firstRows(db, table, shares, [...conditions, ...order.after], order, limit + 1);
  const page = pageOf(first, limit, ({ id, sorted }) => [cursorValue(sorted), id]);
  const ids = page.items.map(({ id }) => id);
  return { nextCursor: page.nextCursor, items: inOrder(ids, await read(ids)) };
}

/** A condition for each filter that is given: its column, or expression of a column, is what was asked. */
export const whereGiven = (filters: Readonly<Record<string, string | undefined>>): Prisma.Sql[] =>
  Object.entries(filters).flatMap(([column, value]) =>
    value === undefined ? [] : [Prisma.sql`${Prisma.raw(column)} = ${value}`],
  );

/** Rows as their ids stand. */
function inOrder<T extends { id: string }>(ids: readonly string[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Prisma condition for rows that a Caf alone sees. */
export function cafScope(scope: Scope) {
  if ('all' in scope) return {};
  if ('caf' in scope) return { caf: scope.caf };
  return { caf: '' };
}
