/** What an uploaded workbook may measure (S8). */
export interface SpreadsheetLimits {
  /** bytes of the whole workbook once inflated */
  maxBytes: number;
  /** number of the last row that holds something, as the spreadsheet shows it: header and blank rows count */
  maxRows: number;
  maxColumns: number;
}

export const SPREADSHEET_LIMITS: SpreadsheetLimits = { maxBytes: 20 * 1024 * 1024, maxRows: 20_000, maxColumns: 200 };
