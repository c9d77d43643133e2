/** One line of a spreadsheet that holds something, as text; `row` is the number the spreadsheet shows (from 1, blank lines counted). */
export interface SheetRow {
  row: number;
  cells: readonly string[];
}

/** A number typed as a number lost its leading zero in the spreadsheet: '470253958' → '0470253958', '6000' → '06000'. */
export function withLostZero(text: string, pattern: RegExp): string {
  return pattern.test(text) ? `0${text}` : text;
}
