import { csvLine } from '../formats/csvCell.ts';
import type { RowReason, Verdict } from './rows.ts';

export const VERDICT_LABELS: Record<Verdict, string> = {
  accepted: 'Acceptée',
  held: 'Retenue',
  refused: 'Refusée',
  duplicate: 'Doublon',
};

/** What of a campaign's row is exported. */
export interface ExportedRow {
  row: number;
  siret: string;
  raisonSociale: string;
  caf: string | null;
  verdict: Verdict;
  reasons: readonly RowReason[];
  useCase: number | null;
  processId: string | null;
}

export const CSV_HEAD = csvLine(['Ligne', 'SIRET', 'Organisme', 'Caf', 'Verdict', 'Raisons', "Cas d'usage", 'Dossier']);

/** One line of the export of a campaign (U5); cells come from a file that people typed (S8). */
export function rowCsv(row: ExportedRow): string {
  const reasons = row.reasons.map(({ column, message }) => (column === '' ? message : `${column} : ${message}`));
  return csvLine([
    row.row,
    // in groups, or a spreadsheet program takes it for a number and rounds it
    row.siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4'),
    row.raisonSociale,
    row.caf,
    VERDICT_LABELS[row.verdict],
    reasons.join(' '),
    row.useCase,
    row.processId,
  ]);
}
