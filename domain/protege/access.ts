import { sirenOf } from '../formats/siret.ts';
import { parisDate } from '../policy/calendar.ts';
import type { DemarcheCode } from './demarches.ts';
import { measureOf, type Sees } from './measures.ts';
import type { Protege, Tuteur } from './types.ts';

/** Establishments whose protégés somebody reaches: every one of a SIREN, or these. */
export type Reach = { siren: string } | { sirets: readonly string[] };

/** What somebody may see of a protégé and do for them. */
export interface ProtegeAccess {
  sees: Sees;
  demarches: readonly DemarcheCode[];
}

/**
 * Which establishments a tuteur reaches: all of the organisme by SIREN and only those (TUT-9, TUT-16), the one of its convention while the
 * search goes by SIRET (TUT-8); of those, what the groups are limited to, unless one of them has no limit (TUT-18).
 */
export function reachOf({ partner, groups, searchBy }: Omit<Tuteur, 'userId'>): Reach {
  const limited = groups.every(({ establishments }) => establishments.length > 0);
  if (!limited) return searchBy === 'SIREN' ? { siren: partner.siren } : { sirets: [partner.siret] };
  const named = new Set(groups.flatMap(({ establishments }) => establishments));
  const own = (siret: string) => (searchBy === 'SIREN' ? sirenOf(siret) === partner.siren : siret === partner.siret);
  return { sirets: [...named].filter(own).sort() };
}

/** Whether an establishment is within reach. */
export function isReached(reach: Reach, siret: string): boolean {
  return 'siren' in reach ? sirenOf(siret) === reach.siren : reach.sirets.includes(siret);
}

/** The measure is in force: through its last day, Europe/Paris (TUT-18). */
export function inForce({ measureEndsOn }: Pick<Protege, 'measureEndsOn'>, at: Date): boolean {
  return measureEndsOn === null || parisDate(at) <= measureEndsOn;
}

/**
 * What a tuteur may see of a protégé and do for them; null: nothing, and nobody is told why (TUT-16, TUT-18). `tuteur`: null for whoever is no
 * member of a live group of the service, or for whom it is not open.
 */
export function accessTo(protege: Protege, tuteur: Tuteur | null, at: Date): ProtegeAccess | null {
  if (tuteur === null || !isReached(reachOf(tuteur), protege.siret) || !inForce(protege, at)) return null;
  const { sees, demarches } = measureOf(protege.measure);
  return { sees, demarches };
}
