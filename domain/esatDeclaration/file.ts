import { readCells } from '../formats/cell.ts';
import { findHeaderOf } from '../formats/header.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { withoutCells } from '../protege/file.ts';
import { LINE_COLUMNS, LINE_KEYS, type LineColumn, MAX_LINES, type TypedLine, UNKNOWN_CELL } from './columns.ts';
import { tooMany } from './judge.ts';

/** A line of the file, with the row on which it stands there. */
export interface FileLine {
  row: number;
  typed: TypedLine;
}

/** The lines of a spreadsheet, as they were typed. Throws COLONNE_MANQUANTE, TROP_DE_TRAVAILLEURS; what stands in cells is quoted nowhere (S2). */
export function linesOfFile(rows: readonly SheetRow[]): FileLine[] {
  const header = withoutCells(() => findHeaderOf(LINE_COLUMNS, rows));
  const lines = rows
    .filter(({ row }) => row > header.row)
    .flatMap((row): FileLine[] => {
      const cells = readCells(row, header, LINE_KEYS);
      if (cells === null) return [];
      const doubted = new Set<LineColumn>(cells.doubts.map(({ column }) => column));
      const textOf = (key: LineColumn) => (doubted.has(key) ? UNKNOWN_CELL : cells.text(key));
      return [
        { row: row.row, typed: Object.fromEntries(LINE_KEYS.map((key) => [key, textOf(key)])) as unknown as TypedLine },
      ];
    });
  if (lines.length > MAX_LINES) throw tooMany();
  return lines;
}
