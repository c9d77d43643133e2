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

/** Why a protégé is not shown: the Caf alone reads it (TUT-13, TUT-18). */
export const REFUSALS = ['NON_HABILITE', 'AUTRE_ORGANISME', 'AUTRE_SIRET', 'HORS_GROUPE', 'MESURE_TERMINEE'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a tuteur may see of a protégé and do for them, or why nothing. `tuteur`: null for whom the space is not open now. */
export function judgeAccess(protege: Protege, tuteur: Tuteur | null, at: Date): ProtegeAccess | Refusal {
  if (tuteur === null) return 'NON_HABILITE';
  if (sirenOf(protege.siret) !== tuteur.partner.siren) return 'AUTRE_ORGANISME';
  if (!inForce(protege, at)) return 'MESURE_TERMINEE';
  if (tuteur.searchBy === 'SIRET' && protege.siret !== tuteur.partner.siret) return 'AUTRE_SIRET';
  if (!isReached(reachOf(tuteur), protege.siret)) return 'HORS_GROUPE';
  const { sees, demarches } = measureOf(protege.measure);
  return { sees, demarches };
}

/**
 * What a tuteur may see of a protégé and do for them; null: nothing, and nobody but the Caf is told why (TUT-16, TUT-18). `tuteur`: null for
 * whoever is no member of a live group of the service, or for whom it is not open.
 */
export function accessTo(protege: Protege, tuteur: Tuteur | null, at: Date): ProtegeAccess | null {
  const judged = judgeAccess(protege, tuteur, at);
  return typeof judged === 'string' ? null : judged;
}
