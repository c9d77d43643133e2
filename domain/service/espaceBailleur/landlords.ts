import type { OrganisationType } from '../../partner/types.ts';
import { type Judgement, refusedFor } from '../entitlement.ts';

/** Landlords, whom profile T10 and the Espace Bailleur are for (BAIL-2, BAIL-3). */
export const LANDLORDS: readonly OrganisationType[] = ['BAILLEUR_PRIVE', 'BAILLEUR_SOCIAL'];

/** `what`: begins the sentence. */
export function notALandlord(what: string, rule: string): Judgement {
  return refusedFor('PAS_BAILLEUR', `${what} est réservé aux bailleurs : ce partenaire n'en est pas un.`, rule);
}
