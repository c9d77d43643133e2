import { ensureTask } from '../dossier/desk.ts';
import { everyDocument } from '../dossier/documents.ts';
import { endDossier } from '../dossier/ending.ts';
import type { Asking, Desk, Standing } from '../dossier/kind.ts';
import { conventionKept, planServices } from '../dossier/plan.ts';
import { askReach, reachSettled } from '../dossier/reach.ts';
import type { Dossier, PlannedDocument } from '../dossier/types.ts';
import { DomainError } from '../errors.ts';
import { esat } from '../service/esat/service.ts';
import { mailEligibilityForm } from './mails.ts';
import type { EsatOnboardingFacts as Facts } from './types.ts';

/** ESAT-15, ESAT-18: only cases 2 and 4 come from Habtiers. */
function needsActivityCheck({ facts }: Dossier<Facts>): boolean {
  return facts.esat.useCase === 2 || facts.esat.useCase === 4;
}

/** ESAT-5: in cases 3 and 4, whose convention is in force, the Caf fills the form. */
function filledByCaf({ facts }: Dossier<Facts>): boolean {
  return facts.esat.useCase === 3 || facts.esat.useCase === 4;
}

const activityAwaited = (dossier: Dossier<Facts>) => needsActivityCheck(dossier) && dossier.facts.esat.active === null;

/** ESAT-2: Mayotte is outside the field of the instruction. */
export function endOutOfField(desk: Desk<Facts>): void {
  if (desk.dossier.partner.departments.includes('976'))
    endDossier(desk, 'INELIGIBLE', 'Mayotte (976) est hors du champ de l’instruction.');
}

/** ESAT-13 … ESAT-18: eligibility, activity and mission, each asked of the person who knows; CON-11: one Caf. */
export function askChecks(desk: Desk<Facts>): void {
  const { dossier } = desk;
  const { esat } = dossier.facts;
  askReach(desk);
  if (activityAwaited(dossier)) {
    ensureTask(desk, 'VERIFIER_ACTIVITE', "L'établissement vient de l'extraction Habtiers : est-il toujours actif ?");
    return; // AC-18: no document and no mail to the partner before the answer
  }
  const byCaf = filledByCaf(dossier);
  if (esat.eligibility === 'A_FAIRE' && !byCaf) {
    Object.assign(esat, { eligibility: 'DEMANDEE', askedSince: desk.at.toISOString(), reminders: 0 });
    mailEligibilityForm(desk);
  }
  if (esat.eligibility === 'REMPLIE' || (esat.eligibility === 'A_FAIRE' && byCaf)) {
    ensureTask(
      desk,
      'VERIFIER_ELIGIBILITE',
      byCaf
        ? "Le formulaire d'éligibilité est à remplir par la Caf."
        : "Le partenaire a rempli le formulaire d'éligibilité.",
    );
  }
  if (esat.mission === 'A_VERIFIER')
    ensureTask(desk, 'VERIFIER_MISSION', 'La mission inscrite à la convention est à vérifier.');
}

/** Eligible, still active, mission checked, one Caf. */
export function checksPassed(standing: Standing<Facts>): boolean {
  const { dossier } = standing;
  const { eligibility, mission } = dossier.facts.esat;
  return reachSettled(standing) && !activityAwaited(dossier) && eligibility === 'ELIGIBLE' && mission !== 'A_VERIFIER';
}

export function checksState({ dossier }: Standing<Facts>) {
  if (activityAwaited(dossier)) return 'ACTIVITE_A_VERIFIER';
  return dossier.facts.esat.eligibility === 'ELIGIBLE' ? 'DOCUMENTS_A_PRODUIRE' : 'ELIGIBILITE_A_VERIFIER';
}

/** The eligibility form, in cases 1 and 2 (ESAT-5). */
export const ASK_FORM: Asking<Facts> = {
  list: ({ dossier }) => {
    const { eligibility, askedSince, reminders } = dossier.facts.esat;
    if (eligibility !== 'DEMANDEE' || askedSince === null) return [];
    const what = "Formulaire d'éligibilité";
    return [{ documentId: null, what, since: new Date(askedSince), remindersSent: reminders, rule: 'REM-3' }];
  },
  words: () => "remplir le formulaire d'éligibilité",
  again: mailEligibilityForm,
  reminded: ({ dossier }) => {
    dossier.facts.esat.reminders += 1;
  },
  expired: () => {}, // no document ends with it
};

/** ESAT-14, ESAT-18: what a dossier of cases 3 and 4 makes beside its bulletin; with a new convention the mission is in the convention itself. */
export function planEsat(dossier: Dossier<Facts>): PlannedDocument[] {
  const convention = conventionKept(dossier);
  if (convention === null || !filledByCaf(dossier)) return planServices(dossier);
  const before = convention.content.missions ?? [];
  const after = dossier.facts.esat.mission === 'MODIFIEE' ? dossier.facts.missions : before;
  const avenant = {
    object: 'VERIFICATION_MISSION_ESAT' as const,
    before: { missions: before },
    after: { missions: after.length > 0 ? after : [esat.mission] },
  };
  return [...planServices(dossier), { kind: 'AVENANT', service: null, content: { avenant }, replaces: null }];
}

/** ESAT-4; ESAT-14, ESAT-18: in cases 3 and 4 the avenant that checks the mission is in force before the service opens. */
export function esatLacking(dossier: Dossier<Facts>): DomainError | null {
  const { eligibility, mission } = dossier.facts.esat;
  if (eligibility !== 'ELIGIBLE')
    return new DomainError('INELIGIBLE', "L'éligibilité n'est pas établie.", { rule: 'ESAT-4' });
  if (mission === null || dossier.documents.some(({ kind }) => kind === 'CONVENTION')) return null;
  const inForce = everyDocument(dossier).some(
    (document) => document.content.avenant?.object === 'VERIFICATION_MISSION_ESAT' && document.state === 'ACTIF',
  );
  if (inForce) return null;
  return new DomainError('AVENANT_MANQUANT', "L'avenant qui vérifie la mission n'est pas en vigueur.", {
    rule: 'ESAT-14',
  });
}

/** AC-18: an establishment that is not taken over was never written to. */
export function partnerAsked({ facts }: Dossier<Facts>): boolean {
  return facts.esat.useCase <= 2 && facts.esat.eligibility !== 'A_FAIRE';
}
