import type { Fault } from '../../errors.ts';
import { withinSentence } from '../../formats/typography.ts';
import { blocks, TUTEUR_VERDICT_LABELS, tuteurFinding } from '../../tuteur/verdict.ts';
import type { Claimant, Entitlement } from '../entitlement.ts';
import { EXCLUSIVE } from './pair.ts';

/**
 * Who may have the Espace Tuteur (SVC-8, TUT-1, TUT-17): a legal person with Cdap T9 in force; once it is open for everyone, after the same verdict
 * as at the reopening (TUT-11, TUT-12).
 */
export const tuteurEntitlement: Entitlement = {
  questions: [],
  judge: (claimant) => ({ faults: faultsOf(claimant), toJudge: [] }),
};

function faultsOf({ siret, nature, inForce, closed, tiersi }: Claimant): Fault[] {
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
  const { service, role } = EXCLUSIVE;
  // what is closed for everyone for a while is held all the same
  if (!inForce.some((one) => one.service === service && one.open && one.roles.includes(role)))
    fault(
      'SANS_T9',
      "L'Espace Tuteur demande le profil T9 de Cdap : aucun bulletin Cdap en vigueur ne l'offre, ou Cdap n'est pas ouvert.",
      'TUT-1',
    );
  const { verdict } = tuteurFinding(siret, tiersi);
  if (!closed && blocks(verdict))
    fault(
      'VERDICT_BLOQUANT',
      `La comparaison avec Tiersi ne permet pas d'ouvrir l'Espace Tuteur : ${withinSentence(TUTEUR_VERDICT_LABELS[verdict])}. Il ne verrait pas ses protégés ; Cdap T9 reste ouvert.`,
      'TUT-12',
    );
  return faults;
}
