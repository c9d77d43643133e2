/** A line of a file that was checked, by its number in the spreadsheet. */
interface CheckedLine {
  row: number;
}

/**
 * The lines of a checked file of which something else is said now than what was shown, because something was done meanwhile. Both are of the same
 * file.
 */
export function saidOtherwise<T extends CheckedLine>(
  shown: readonly T[],
  now: readonly T[],
): { before: T; after: T }[] {
  const before = new Map(shown.map((line) => [line.row, line]));
  return now.flatMap((after) => {
    const former = before.get(after.row);
    return former === undefined || JSON.stringify(former) === JSON.stringify(after) ? [] : [{ before: former, after }];
  });
}
