/** A cell whose value nobody can know from the file: an error, or a formula that was saved without its result. It is no empty cell. */
export interface UnknownCell {
  /** position of the cell in its row, from 0 */
  index: number;
  /** the error as the spreadsheet shows it ('#N/A'), or null for a formula without a result */
  error: string | null;
}

/** One line of a spreadsheet that holds something, as text; `row` is the number the spreadsheet shows (from 1, blank lines counted). */
export interface SheetRow {
  row: number;
  /** '' for an empty cell, and for one whose value is unknown */
  cells: readonly string[];
  /** absent where every value is known */
  unknown?: readonly UnknownCell[];
  /** where a line of a further sheet really stands: its own `row` goes on after those of the first */
  place?: Place;
}

/** Where a line of a further sheet stands, and where its cells stood before they were laid under the first sheet's header. */
export interface Place {
  sheet: string;
  row: number;
  columns: readonly (number | undefined)[];
}

/** One sheet of a workbook, in the order of its tabs. */
export interface Sheet {
  name: string;
  hidden: boolean;
  rows: readonly SheetRow[];
}

/** A number typed as a number lost its leading zero in the spreadsheet: '470253958' → '0470253958', '6000' → '06000'. */
export function withLostZero(text: string, pattern: RegExp): string {
  return pattern.test(text) ? `0${text}` : text;
}

/** Where a cell stands, as the spreadsheet names it: 'C12', « Suite » C12 on a further sheet. */
export function cellName({ row, place }: SheetRow, index: number): string {
  if (place === undefined) return `${columnLetters(index)}${row}`;
  return `${columnLetters(place.columns[index] ?? index)}${place.row} de la feuille « ${place.sheet} »`;
}

/** 0 → 'A', 25 → 'Z', 26 → 'AA'. */
function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
