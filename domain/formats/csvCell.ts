/** What a cell of an export holds; null and undefined are empty. */
export type Cell = string | number | boolean | null | undefined;

/** First characters that make a spreadsheet program run a cell as a formula or a command (S8, OWASP ASVS 1.2.10). */
const DANGEROUS = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** A text that no spreadsheet program runs: an apostrophe before a dangerous first character, so that it stays text. */
export function neutralised(text: string): string {
  // spaces first would hide the character from this check but not from the program, which drops them
  return DANGEROUS.test(text) || DANGEROUS.test(text.trimStart()) ? `'${text}` : text;
}

/**
 * One cell of a CSV export: neutralised (an apostrophe before a dangerous first character, so that it stays text), always quoted, quotes
 * doubled (RFC 4180). A number is written as it is. null and undefined are empty.
 */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '""';
  if (typeof value === 'number' && Number.isFinite(value)) return `"${value}"`;
  return `"${neutralised(String(value)).replaceAll('"', '""')}"`;
}

/** One line of a CSV export, `;` between the cells as French spreadsheets expect, ended by CRLF. */
export function csvLine(values: readonly Cell[]): string {
  return `${values.map(csvCell).join(';')}\r\n`;
}
