import type { JudgedRow, Verdict } from '../esat/rows.ts';
import { saidOtherwise } from '../formats/checkedLines.ts';

/** How many checked files one person keeps; an older one goes. */
export const CHECKS_KEPT = 10;

/** A row of a checked file of which something else is said now. */
export interface RowChange {
  row: number;
  siret: string;
  raisonSociale: string;
  before: Verdict;
  after: Verdict;
}

/**
 * The rows of a checked file that would become something else now than what was shown: another verdict, use case or reason, because a dossier
 * began, a convention came into force or a rule changed meanwhile (§6.4). Both are of the same file, in its order.
 */
export function changesSince(shown: readonly JudgedRow[], now: readonly JudgedRow[]): RowChange[] {
  return saidOtherwise(shown, now).map(({ before, after }) => {
    const { row, siret, raisonSociale, verdict } = after;
    return { row, siret, raisonSociale, before: before.verdict, after: verdict };
  });
}
