import {
  askedOrder,
  decodeCursor,
  type Page,
  pageOf,
  type Sort,
  type Sorts,
} from '../adapters/store/queries/cursor.ts';

/** What a line of a kept file sorts by, for each column of its list. */
export type KeptKeys<S extends Sorts, T> = Readonly<Record<keyof S & string, (line: T) => string>>;

/** The number of a line, as text that sorts as it does. */
export const lineKey = ({ row }: { row: number }): string => String(row).padStart(12, '0');

/** A page of the lines of a file that is kept sealed, in the order that was asked, as the database gives one of lines in clear. */
export function keptPage<S extends Sorts, T extends { row: number }>(
  lines: readonly T[],
  sorts: S,
  keys: KeptKeys<S, T>,
  { sort, limit, cursor }: { sort: Sort<S>; limit: number; cursor?: string | undefined },
): Page<T> {
  const { column, order } = askedOrder(sorts, sort);
  const way = order === 'asc' ? 1 : -1;
  const placed = lines.map((line) => ({ line, place: [keys[column](line), lineKey(line)] as const }));
  const after = decodeCursor(cursor, 'ss') as [string, string] | null;
  const rest = placed
    .toSorted((a, b) => way * compared(a.place, b.place))
    .filter(({ place }) => after === null || way * compared(place, after) > 0);
  const page = pageOf(rest.slice(0, limit + 1), limit, ({ place }) => place);
  return { ...page, items: page.items.map(({ line }) => line) };
}

const FRENCH = new Intl.Collator('fr');
const compared = ([a, line]: readonly [string, string], [b, other]: readonly [string, string]): number =>
  FRENCH.compare(a, b) || (line < other ? -1 : line === other ? 0 : 1);
