import type { DomainError } from '../errors.ts';
import { COLUMNS } from './columns.ts';
import { ALREADY_THERE, MODE_CHANGING } from './rowReasons.ts';
import type { JudgedRow } from './rows.ts';

const SIRET = COLUMNS.find(({ key }) => key === 'siret')?.header ?? '';

/**
 * A row whose dossier may not begin although the checked file let it: what has begun since gives its verdict (§6.4). While the partner's
 * mode changes the Caf holds it until that is over (DEL-5); an onboarding that stands makes it a duplicate (ESAT-26).
 */
export function overtaken(row: JudgedRow, refusal: DomainError): JudgedRow {
  const { duplicateOf: _, ...own } = row;
  if (refusal.rule === MODE_CHANGING.rule)
    return { ...own, verdict: 'held', reasons: [{ ...MODE_CHANGING, column: SIRET }] };
  const processId = refusal.faults.find(({ path }) => path === 'processId')?.message;
  return {
    ...own,
    verdict: 'duplicate',
    reasons: [{ ...ALREADY_THERE, column: SIRET }],
    useCase: null,
    ...(processId === undefined ? {} : { duplicateOf: { processId } }),
  };
}
