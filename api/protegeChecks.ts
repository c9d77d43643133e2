import type { ProtegeFile } from '../domain/protege/file.ts';
import type { CheckedFile, Checking } from './checkedFiles.ts';
import { type KeptList, lineKey } from './keptRows.ts';

/** A row that is to be corrected: where, and why. What stands in its cells is kept nowhere (S2). */
type FaultyRow = ProtegeFile['faulty'][number];

/** What is kept of a file of protégés that is to be corrected: its faults and its figures, never whom it names. */
export type CheckedProteges = CheckedFile<
  FaultyRow,
  { rows: { total: number; accepted: number; refused: number }; before: number; removed: number }
>;

export const CHECKING_PROTEGES: Checking<FaultyRow, CheckedProteges['more']> = {
  purpose: 'proteges',
  said: () => null,
};

export const FAULTY_SORTS = { row: 's', column: 's' } as const;
export const FAULTY_ROWS: KeptList<typeof FAULTY_SORTS, FaultyRow & { before: string | null }> = {
  sorts: FAULTY_SORTS,
  keys: {
    row: lineKey,
    column: ({ reasons }) =>
      reasons
        .map(({ column }) => column)
        .join(', ')
        .slice(0, 100),
  },
  words: ({ reasons }) => reasons.flatMap(({ column, message }) => [column, message]),
};
