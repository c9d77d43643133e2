import { endDossier, giveUp } from '../dossier/ending.ts';
import type { TaskOutcome } from '../dossier/kind.ts';
import { SERVICE_OUTCOMES } from '../dossier/taskOutcomes.ts';
import { list, text } from '../task/fields.ts';
import { eligibilityForm } from './eligibilityForm.ts';
import { assertGroupsDone } from './groups.ts';
import type { EsatOnboardingFacts } from './types.ts';

/** What completing the tasks of an Esat onboarding does (§4.5). */
export const ESAT_OUTCOMES = {
  ...SERVICE_OUTCOMES,
  'VERIFIER_ACTIVITE.active': ({ dossier }) => {
    dossier.facts.esat.active = true;
  },
  'VERIFIER_ACTIVITE.inactive': (desk) => {
    desk.dossier.facts.esat.active = false;
    endDossier(desk, 'INACTIF_NON_REPRIS', "L'établissement n'est plus actif dans Habtiers.");
  },
  'VERIFIER_ELIGIBILITE.eligible': ({ dossier }, _task, { form }) => {
    const { esat } = dossier.facts;
    // ESAT-5: what the partner has not filled is for the Caf to fill
    esat.eligibilityForm ??= eligibilityForm(form);
    esat.eligibility = 'ELIGIBLE';
  },
  'VERIFIER_ELIGIBILITE.notEligible': (desk, _task, { reason }) => {
    desk.dossier.facts.esat.eligibility = 'INELIGIBLE';
    endDossier(desk, 'INELIGIBLE', text(reason));
  },
  'VERIFIER_MISSION.confirmed': ({ dossier }) => {
    dossier.facts.esat.mission = 'CONFIRMEE';
  },
  'VERIFIER_MISSION.changed': ({ dossier }, _task, { missions }) => {
    dossier.facts.esat.mission = 'MODIFIEE';
    dossier.facts.missions = list(missions);
  },
  'VERIFIER_MISSION.refuse': (desk, _task, { reason }) => giveUp(desk, text(reason)),
  'CONFIGURER_GROUPE.done': ({ dossier }) => assertGroupsDone(dossier),
} as const satisfies Record<string, TaskOutcome<EsatOnboardingFacts>>;
