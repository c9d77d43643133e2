import type { DomainError } from '../errors.ts';
import { COLUMNS } from './columns.ts';
import { ALREADY_THERE, MODE_CHANGING } from './rowReasons.ts';
import type { JudgedRow } from './rows.ts';

const SIRET = COLUMNS.find(({ key }) => key === 'siret')?.header ?? '';

/**
 * A row whose dossier may not begin although the checked file, or the Caf, let it: what has begun since is told with it (§6.4). While the
 * partner's mode changes the Caf holds it until that is over (DEL-5). An onboarding that stands makes an accepted row a duplicate (ESAT-26);
 * one that was held stays so in the counts, as its verdict does, and is set aside.
 */
export function overtaken(row: JudgedRow, refusal: DomainError): { row: JudgedRow; resolution: 'ECARTEE' | null } {
  const { duplicateOf: _, ...own } = row;
  if (refusal.rule === MODE_CHANGING.rule)
    return { row: { ...own, verdict: 'held', reasons: [{ ...MODE_CHANGING, column: SIRET }] }, resolution: null };
  const processId = refusal.faults.find(({ path }) => path === 'processId')?.message;
  const standing = processId === undefined ? {} : { duplicateOf: { processId } };
  const reason = { ...ALREADY_THERE, column: SIRET };
  return row.verdict === 'held'
    ? { row: { ...own, ...standing, reasons: [...row.reasons, reason] }, resolution: 'ECARTEE' }
    : { row: { ...own, ...standing, verdict: 'duplicate', reasons: [reason], useCase: null }, resolution: null };
}
