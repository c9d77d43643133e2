import type { SheetRow } from '../formats/sheet.ts';
import { COLUMNS, type ColumnKey } from './columns.ts';

/** What a test says of one line; the rest is usual. */
export type ListLine = Partial<Record<ColumnKey, string>>;

/** Builds lists for the tests: the usual header, then one line per partner, an accepted case 1 unless said otherwise. */
export function listOf(...lines: readonly ListLine[]): SheetRow[] {
  const usual: ListLine = {
    siret: '99991041700016',
    raisonSociale: 'ESAT Les Tilleuls',
    departement: '93',
    courriel: 'contact@tilleuls.example',
    connuMcp: 'Non',
    connuHabtiers: 'Non',
  };
  const header = { row: 1, cells: COLUMNS.map((column) => column.header) };
  const rows = lines.map((line, index) => ({
    row: index + 2,
    cells: COLUMNS.map(({ key }) => line[key] ?? usual[key] ?? ''),
  }));
  return [header, ...rows];
}
