/** One line of a spreadsheet that holds something, as text; `row` is the number the spreadsheet shows (from 1, blank lines counted). */
export interface SheetRow {
  row: number;
  cells: readonly string[];
}
