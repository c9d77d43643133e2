import { invalid } from '../../../domain/errors.ts';

/** One page of a list: `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Where the next page starts, as the last row's sort values; opaque to who sends it back. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Sort values of a cursor; throws CURSEUR_INVALIDE for one that this list did not make. `shape`: s text, n number, d instant. */
export function decodeCursor(cursor: string, shape: string): (string | number | Date)[] {
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
