import type { Code } from '../../domain/codes.ts';
import { INVARIANTS } from '../../domain/invariants.ts';
import { brokenConstraint } from './prisma.ts';

/** Which invariant each constraint of the database holds (see prisma/migrations). */
const HOLDS: Readonly<Record<string, keyof typeof INVARIANTS>> = {
  one_active_convention: 'oneActiveConvention',
  one_active_contrat: 'oneActiveContrat',
  one_active_bulletin: 'oneActiveBulletin',
  one_open_process: 'oneOpenProcess',
  one_account_per_email: 'oneAccountPerEmail',
  two_administrateurs: 'twoAdministrateurs',
  user_group_convention_id_code_key: 'oneGroupPerCode',
  partner_siret_key: 'onePartnerPerSiret',
  one_open_request: 'oneOpenRequest',
};

/** What a constraint that broke means, in the domain's words; null: the error is another one. */
export function brokenInvariant(error: unknown): { code: Code; message: string; rule?: string } | null {
  const constraint = brokenConstraint(error);
  return constraint === null ? null : INVARIANTS[HOLDS[constraint] ?? 'once'];
}
