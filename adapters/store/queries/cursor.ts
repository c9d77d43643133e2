import { invalid } from '../../../domain/errors.ts';
import { EXPORTED_AT_MOST } from '../../../domain/formats/exported.ts';

/** One page of a list: `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Where the next page starts, as the last row's sort values; opaque to who sends it back. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Sort values after which a page starts; null for the first one. Throws CURSEUR_INVALIDE for a cursor that this list did not make. `shape`: s
 * text, n number, d instant.
 */
export function decodeCursor(cursor: string | undefined, shape: string): (string | number | Date)[] | null {
  if (cursor === undefined) return null;
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== shape.length) throw badCursor();
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
    throw badCursor();
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw badCursor();
  }
}

function badCursor() {
  return invalid([
    {
      path: 'cursor',
      code: 'CURSEUR_INVALIDE',
      message: 'Ce curseur ne vient pas de cette liste : reprenez depuis le début.',
    },
  ]);
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

/** A list in the order of an instant, then of the id: its order, where a page of it starts, and the cursor of the next one. */
export function sortedBy<K extends string>(at: K, order: 'asc' | 'desc') {
  const beyond = order === 'asc' ? 'gt' : 'lt';
  return {
    orderBy: [{ [at]: order } as Record<K, typeof order>, { id: order }],
    /** rows after a cursor */
    after(cursor: string | undefined) {
      const last = decodeCursor(cursor, 'ds') as [Date, string] | null;
      if (last === null) return {};
      const [instant, id] = last;
      return {
        OR: [
          { [at]: { [beyond]: instant } } as Record<K, { gt?: Date; lt?: Date }>,
          { [at]: instant, id: { [beyond]: id } } as Record<K, Date> & { id: { gt?: string; lt?: string } },
        ],
      };
    },
    page<T extends Record<K, Date> & { id: string }>(rows: readonly T[], limit: number): Page<T> {
      return pageOf(rows, limit, (row) => [row[at].toISOString(), row.id]);
    },
  };
}

/** Lines that a list counts: what is longer is filtered before it is exported, and told as « plus de ». */
export const COUNTED_AT_MOST = EXPORTED_AT_MOST;

/** A count that was taken up to one more than that; null: there are more. */
export const countedUpTo = (count: number): number | null => (count > COUNTED_AT_MOST ? null : count);

/** What lists of things that were made are sorted by. */
export const NEWEST_FIRST = sortedBy('createdAt', 'desc');

/** … or the other way round, as its reader asks. */
const BY_CREATION = { '-createdAt': NEWEST_FIRST, createdAt: sortedBy('createdAt', 'asc') };
export type ByCreation = keyof typeof BY_CREATION;
export const byCreation = (sort: ByCreation | undefined) => BY_CREATION[sort ?? '-createdAt'];
