import { type ExportColumn, siretCell } from '../formats/exported.ts';
import type { Mark } from '../formats/mark.ts';
import type { RowReason, Verdict } from './rows.ts';

export const VERDICT_LABELS: Record<Verdict, string> = {
  accepted: 'Acceptée',
  held: 'Retenue',
  refused: 'Refusée',
  duplicate: 'Doublon',
};
export const VERDICT_MARKS: Readonly<Record<Verdict, Mark>> = {
  accepted: 'done',
  held: 'toDo',
  refused: 'amiss',
  duplicate: 'plain',
};

/** What of a row of the Cnaf's list is exported. */
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

/** A row with its verdict and all its reasons, as it is exported (U5). */
export const ROW_COLUMNS: readonly ExportColumn<ExportedRow>[] = [
  { head: 'Ligne', cell: ({ row }) => row },
  { head: 'SIRET', cell: ({ siret }) => siretCell(siret) },
  { head: 'Organisme', cell: ({ raisonSociale }) => raisonSociale },
  { head: 'Caf', cell: ({ caf }) => caf },
  { head: 'Verdict', cell: ({ verdict }) => VERDICT_LABELS[verdict] },
  {
    head: 'Raisons',
    cell: ({ reasons }) =>
      reasons.map(({ column, message }) => (column === '' ? message : `${column} : ${message}`)).join(' '),
  },
  { head: "Cas d'usage", cell: ({ useCase }) => useCase },
  { head: 'Dossier', cell: ({ processId }) => processId },
];
