import type { CellsRead, Doubt } from '../formats/cell.ts';
import { quoted } from '../formats/text.ts';
import type { ColumnKey } from './columns.ts';

type Cells = CellsRead<ColumnKey>;

const DATE = /^\d{2}\/\d{2}\/\d{4}(?: \d{2}:\d{2})?$/;

/** What a spreadsheet took for a date where none belongs: « 03_2024 » and post codes do not come back from it. */
export function doubtfulDates(cells: Cells): Doubt<ColumnKey>[] {
  return (['codePostal', 'telephone', 'numeroConventionMcp'] as const).flatMap((column) => {
    const typed = cells.text(column);
    if (!DATE.test(typed)) return [];
    const message = `${cells.name(column)} : ${quoted(typed)}. Le tableur en a fait une date : ce qui a été saisi n'est plus connu.`;
    return [{ column, code: 'CELLULE_DATE', message }];
  });
}
