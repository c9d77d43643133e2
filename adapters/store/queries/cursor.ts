import { lostPlace } from '../../../domain/errors.ts';
import { EXPORTED_AT_MOST } from '../../../domain/formats/exported.ts';
import { Prisma } from '../../../generated/prisma/client.ts';

/** One page of a list: `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Where the next page starts, as the last row's sort values; opaque to who sends it back, and made by lists alone. */
function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Sort values after which a page starts; null for the first one. Throws CURSEUR_INVALIDE for a cursor that this list did not make. `shape`: s
 * text, n number, d instant.
 */
export function decodeCursor(cursor: string | undefined, shape: string): (string | number | Date)[] | null {
  if (cursor === undefined) return null;
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== shape.length) throw lostPlace();
  return values.map((value: unknown, index) => {
    const kind = shape[index];
    if (kind === 'n' && typeof value === 'number' && Number.isSafeInteger(value)) return value;
    if (kind === 's' && typeof value === 'string' && value.length <= 400 && !/[\0\p{Surrogate}]/u.test(value))
      return value;
    if (
      kind === 'd' &&
      typeof value === 'string' &&
      /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) &&
      !Number.isNaN(Date.parse(value))
    )
      return new Date(value);
    throw lostPlace();
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw lostPlace();
  }
}

/** Cuts the extra row off: lists ask for one more than they show. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => readonly (string | number)[],
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}

/** A page of rows that say their own place. */
export function placed<T extends { place: string[] }>(rows: readonly T[], limit: number): Page<Omit<T, 'place'>> {
  const page = pageOf(rows, limit, ({ place }) => place);
  return { ...page, items: page.items.map(({ place: _, ...row }) => row) };
}

/** Columns that a list is sorted by, and what its cursor holds of each: s text, d instant. */
export type Sorts = Readonly<Record<string, 's' | 'd'>>;
type Column<S extends Sorts> = keyof S & string;
/** What its reader asks: a column from its start, or with `-` from its end. */
export type Sort<S extends Sorts> = Column<S> | `-${Column<S>}`;

/** A column and a direction of what was asked. */
export function askedOrder<S extends Sorts>(sorts: S, sort: Sort<S>) {
  const order = sort.startsWith('-') ? ('desc' as const) : ('asc' as const);
  const column = (order === 'desc' ? sort.slice(1) : sort) as Column<S>;
  return { column, order, kind: sorts[column] as 's' | 'd' };
}

/** A list in the order that was asked, in a statement: its order, and the condition that starts a page, if any. `keys`: what it is sorted by, of one kind, and last its id. */
export function statementOrder(
  { order, kind }: { order: 'asc' | 'desc'; kind: 's' | 'd' },
  keys: readonly [Prisma.Sql, ...Prisma.Sql[]],
  cursor: string | undefined,
) {
  const [way, beyond] = order === 'asc' ? [Prisma.raw('ASC'), Prisma.raw('>')] : [Prisma.raw('DESC'), Prisma.raw('<')];
  const type = Prisma.raw(kind === 'd' ? 'timestamptz' : 'text');
  const last = decodeCursor(cursor, `${kind.repeat(keys.length - 1)}s`);
  const values = last?.map((value, index) =>
    index === keys.length - 1 ? Prisma.sql`${value}` : Prisma.sql`${value}::${type}`,
  );
  return {
    key: keys[0],
    way,
    by: Prisma.join(keys.map((key) => Prisma.sql`${key} ${way}`)),
    /** what a cursor holds of a row, where all of it is text */
    place: Prisma.sql`ARRAY[${Prisma.join([...keys])}]`,
    after: values === undefined ? [] : [Prisma.sql`(${Prisma.join([...keys])}) ${beyond} (${Prisma.join(values)})`],
  };
}

/** An instant as text that sorts as it does, of a list that is sorted by words too; none comes after any. */
export const instantKey = (at: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`coalesce(to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '9999')`;

/** A name as people look for it in a list: neither accents nor capitals part it from its neighbours (« Éclat » stands before « Zénith »). */
export const nameKey = (name: Prisma.Sql): Prisma.Sql => Prisma.sql`name_key(${name})`;

/** Of a whole number, zero or more, as text that sorts as it does. */
const DIGITS = 12;
export const numberKey = (number: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`lpad((${number})::text, ${Prisma.raw(String(DIGITS))}, '0')`;
/** … of one that is at hand, in a list that no statement sorts. */
export const numberPlace = (number: number): string => String(number).padStart(DIGITS, '0');

/** A code as it sorts by the word that people read for it; what has no word comes last. */
export function wordKey(code: Prisma.Sql, words: Readonly<Record<string, string>>): Prisma.Sql {
  const inOrder = Object.keys(words).sort((a, b) => FRENCH.compare(words[a] ?? '', words[b] ?? '') || (a < b ? -1 : 1));
  const places = Object.fromEntries(inOrder.map((one, place) => [one, String(place).padStart(4, '0')]));
  return Prisma.sql`coalesce(${JSON.stringify(places)}::jsonb ->> ${code}, '9999')`;
}
const FRENCH = new Intl.Collator('fr');

/** A value as a cursor holds it. */
export const cursorValue = (value: Date | string): string => (value instanceof Date ? value.toISOString() : value);

/** A list in the order of an instant, then of the id: its order, where a page of it starts, and the cursor of the next one. */
export function sortedBy<K extends string>(column: K, order: 'asc' | 'desc') {
  const beyond = order === 'asc' ? 'gt' : 'lt';
  return {
    orderBy: [{ [column]: order } as Record<K, typeof order>, { id: order }],
    /** rows after a cursor */
    after(cursor: string | undefined) {
      const last = decodeCursor(cursor, 'ds');
      if (last === null) return {};
      const [value, id] = last as [never, string];
      return {
        OR: [
          { [column]: { [beyond]: value } } as Record<K, never>,
          { [column]: value, id: { [beyond]: id } } as Record<K, never> & { id: { gt?: string; lt?: string } },
        ],
      };
    },
    page<T extends Record<K, Date> & { id: string }>(rows: readonly T[], limit: number): Page<T> {
      return pageOf(rows, limit, (row) => [cursorValue(row[column]), row.id]);
    },
  };
}

/** Lines that a list counts: what is longer is filtered before it is exported, and told as « plus de ». */
export const COUNTED_AT_MOST = EXPORTED_AT_MOST;

/** A count that was taken up to one more than that; null: there are more. */
export const countedUpTo = (count: number): number | null => (count > COUNTED_AT_MOST ? null : count);

/** What lists of things that were made are sorted by. */
export const NEWEST_FIRST = sortedBy('createdAt', 'desc');
