import { z } from 'zod';
import { type DossierAct, dossierActSchema } from '../dossier/acts.ts';
import { carryOut } from '../dossier/carryOut.ts';
import type { Desk } from '../dossier/kind.ts';
import type { Dossier } from '../dossier/types.ts';
import { DomainError } from '../errors.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { eligibilityForm } from './eligibilityForm.ts';
import type { EsatOnboardingFacts } from './types.ts';

const fillEligibilitySchema = z.object({
  type: z.literal('fillEligibility'),
  form: z.object({ casf: z.boolean(), cdaph: z.boolean(), places: z.number().int(), autorisation: z.string() }),
});
type FillEligibility = z.infer<typeof fillEligibilitySchema>;

/** What may be asked of an Esat onboarding: as of every dossier, and its form. */
export const esatActSchema = z.discriminatedUnion('type', [...dossierActSchema.options, fillEligibilitySchema]);
export type EsatAct = DossierAct | FillEligibility;

export function carryOutEsat(desk: Desk<EsatOnboardingFacts>, act: EsatAct): void {
  if (act.type === 'fillEligibility') fillEligibility(desk, act);
  else carryOut(desk, act);
}

/** ESAT-5, cases 1 and 2: the partner fills the eligibility form; all faults at once. */
function fillEligibility(desk: Desk<EsatOnboardingFacts>, act: FillEligibility): void {
  const { esat } = desk.dossier.facts;
  const sent = alreadySent(desk.dossier, act.type);
  if (sent !== null) throw sent;
  if (esat.eligibility !== 'DEMANDEE')
    throw new DomainError('ETAT_INCOMPATIBLE', "Le formulaire d'éligibilité n'est pas attendu.");
  esat.eligibilityForm = eligibilityForm(act.form);
  esat.eligibility = 'REMPLIE';
  esat.eligibilityFilledAt = desk.at.toISOString();
  esat.askedSince = null;
  desk.audit.push({
    action: 'esat.eligibility',
    entity: 'esatOnboarding',
    entityId: desk.dossier.id,
    label: "Formulaire d'éligibilité rempli par le partenaire",
    rule: 'ESAT-5',
  });
}

/** Done is not dead (U9): the form is no document; what was filled before its instant was kept has none. */
export function alreadySent({ facts }: Dossier<EsatOnboardingFacts>, action: string): DomainError | null {
  const { eligibility, eligibilityForm: form, eligibilityFilledAt: at } = facts.esat;
  if (action !== 'fillEligibility' || form === null || eligibility === 'DEMANDEE') return null;
  const when = at === undefined ? '' : ` le ${frenchInstant(new Date(at))}`;
  return new DomainError(
    'DEJA_FAIT',
    `Le formulaire d'éligibilité a déjà été envoyé à la Caf${when} par votre organisme.`,
  );
}
