import {
  askedOrder,
  decodeCursor,
  numberPlace,
  type Page,
  pageOf,
  type Sort,
  type Sorts,
} from '../adapters/store/queries/cursor.ts';
import { sought } from '../domain/formats/schemas.ts';
import { foldText } from '../domain/formats/text.ts';
import { flag, sortedQuery } from './shapes/common.ts';

/** A line of a file that was checked; `before`: what was said of it when it was shown first, where something else is said since. */
interface KeptLine {
  row: number;
  before: string | null;
}

/** How the lines of a kept file are listed: what one sorts by for each column, and the words by which it is found. */
export interface KeptList<S extends Sorts, T> {
  sorts: S;
  keys: Readonly<Record<keyof S & string, (line: T) => string>>;
  words: (line: T) => readonly string[];
}

/** The number of a line, as text that sorts as it does. */
export const lineKey = ({ row }: { row: number }): string => numberPlace(row);

/** Query of a list of lines of a kept file, beside its filter by verdict. */
export function keptQuery<const S extends Sorts>(sorts: S) {
  return {
    ...sortedQuery(sorts, 'row' as never),
    q: sought(200).optional().meta({ description: 'Mots de la ligne, sans casse ni accents, ou chiffres d’un SIRET' }),
    changed: flag
      .optional()
      .meta({ description: '`true` : les lignes dont le résultat n’est plus celui de la vérification' }),
  };
}

interface KeptAsked<S extends Sorts> {
  sort: Sort<S>;
  limit: number;
  cursor?: string | undefined;
  q?: string | undefined;
  changed?: boolean | undefined;
}

/** A page of the lines of a file that is kept sealed, filtered and in the order that was asked, as the database gives one of lines in clear. */
export function keptPage<S extends Sorts, T extends KeptLine>(
  lines: readonly T[],
  { sorts, keys, words }: KeptList<S, T>,
  { sort, limit, cursor, q = '', changed }: KeptAsked<S>,
): Page<T> & { total: number } {
  const { column, order } = askedOrder(sorts, sort);
  const way = order === 'asc' ? 1 : -1;
  const wanted = q.split(/\s+/).map(foldText);
  const found = lines.filter((line) => {
    if (changed !== undefined && changed !== (line.before !== null)) return false;
    if (q === '') return true;
    const held = foldText(words(line).join(' '));
    return wanted.every((word) => held.includes(word));
  });
  const placed = found.map((line) => ({ line, place: [keys[column](line), lineKey(line)] as const }));
  const after = decodeCursor(cursor, 'ss') as [string, string] | null;
  const rest = placed
    .toSorted((a, b) => way * compared(a.place, b.place))
    .filter(({ place }) => after === null || way * compared(place, after) > 0);
  const page = pageOf(rest.slice(0, limit + 1), limit, ({ place }) => place);
  return { ...page, items: page.items.map(({ line }) => line), total: found.length };
}

const FRENCH = new Intl.Collator('fr');
const compared = ([a, line]: readonly [string, string], [b, other]: readonly [string, string]): number =>
  FRENCH.compare(a, b) || (line < other ? -1 : line === other ? 0 : 1);
