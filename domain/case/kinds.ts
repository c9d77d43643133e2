import { annualControl } from '../annualControl/procedure.ts';
import { approverChange } from '../approverChange/procedure.ts';
import { securityIncident } from '../securityIncident/procedure.ts';
import { supportRequest } from '../supportRequest/procedure.ts';
import { userRequest } from '../userRequest/procedure.ts';
import type { CaseKind, CaseType } from './types.ts';

/** Every type of case; the compiler refuses one that is missing. */
export const CASE_KINDS = {
  securityIncident,
  approverChange,
  supportRequest,
  annualControl,
  userRequest,
} as const satisfies Record<CaseType, unknown>;

/** The kind of a type, its own facts and acts forgotten: the procedure that runs it gives them back as it got them. */
export function caseKind(type: CaseType): CaseKind<unknown, { type: string }> {
  return CASE_KINDS[type] as unknown as CaseKind<unknown, { type: string }>;
}
