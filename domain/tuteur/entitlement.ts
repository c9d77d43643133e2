import type { Fault } from '../errors.ts';
import { type NationalService, nationalRefusal } from '../service/national.ts';
import { blocks, type TiersiEstablishment, TUTEUR_VERDICT_LABELS, tuteurFinding } from './verdict.ts';

/** PERSONNE_MORALE, PERSONNE_PHYSIQUE (domain.md §2.3). */
export const NATURES = ['PERSONNE_MORALE', 'PERSONNE_PHYSIQUE'] as const;
export type Nature = (typeof NATURES)[number];

/** Words of a nature, as pages show it. */
export const NATURE_LABELS: Record<Nature, string> = {
  PERSONNE_MORALE: 'Personne morale (organisme)',
  PERSONNE_PHYSIQUE: 'Personne physique',
};

/** What decides whether a partner may ask for the Espace Tuteur by a bulletin of his own. */
export interface EntitlementGround {
  siret: string;
  /** null: not known */
  nature: Nature | null;
  /** a Cdap bulletin in force offers T9, and Cdap is open by it */
  holdsT9: boolean;
  /** where the Espace Tuteur stands for everyone */
  national: NationalService | null;
  /** what Tiersi's newest file knows of him */
  tiersi: readonly TiersiEstablishment[];
  at: Date;
}

/**
 * Who may have the Espace Tuteur (SVC-8, TUT-1, TUT-17), every reason at once, the first one deciding: a legal person with Cdap T9 in force; while
 * the service is closed for everyone only its reopening opens it; once it is open, after the same verdict as at the reopening (TUT-11, TUT-12).
 */
export function tuteurFaults({ siret, nature, holdsT9, national, tiersi, at }: EntitlementGround): Fault[] {
  const faults: Fault[] = [];
  const fault = (code: Fault['code'], message: string, rule: string) =>
    faults.push({ path: 'services', code, message, rule });
  if (nature !== 'PERSONNE_MORALE')
    fault(
      'NON_TUTEUR_MORAL',
      nature === null
        ? "L'Espace Tuteur est réservé aux personnes morales : indiquez d'abord, dans l'identité du partenaire, s'il en est une."
        : "L'Espace Tuteur est réservé aux personnes morales : ce partenaire est une personne physique.",
      'TUT-1',
    );
  if (!holdsT9)
    fault(
      'SANS_T9',
      "L'Espace Tuteur demande le profil T9 de Cdap : aucun bulletin Cdap en vigueur ne l'offre, ou Cdap n'est pas ouvert.",
      'TUT-1',
    );
  const closed = nationalRefusal(national, at);
  if (closed !== null) fault(closed.code, closed.message, closed.rule ?? 'TUT-17');
  else if (blocks(tuteurFinding(siret, tiersi).verdict))
    fault(
      'VERDICT_BLOQUANT',
      `La comparaison avec Tiersi ne permet pas d'ouvrir l'Espace Tuteur : ${TUTEUR_VERDICT_LABELS[tuteurFinding(siret, tiersi).verdict].toLowerCase()}. Il ne verrait pas ses protégés ; Cdap T9 reste ouvert.`,
      'TUT-12',
    );
  return faults;
}
