import { designateAdministrateur } from '../dossier/administrateur.ts';
import { ESCALATION, LATE, REMINDERS } from '../dossier/deadlines.ts';
import { dropEveryTask, note } from '../dossier/desk.ts';
import { endWhenClosed, endWhenHopeless } from '../dossier/ending.ts';
import type { Kind } from '../dossier/kind.ts';
import { serviceWords, signedBefore } from '../dossier/newDossier.ts';
import { CONTRACT_MARKS, CONTRACT_STATES, COUNTERSIGNATURE, DOCUMENTS, OPENING } from '../dossier/phases.ts';
import { watchSilence } from '../dossier/watch.ts';
import { alreadySent, carryOutEsat, type EsatAct, esatActSchema } from './acts.ts';
import {
  ASK_FORM,
  askChecks,
  checksPassed,
  checksState,
  endOutOfField,
  esatLacking,
  partnerAsked,
  planEsat,
} from './checks.ts';
import { esatFacts } from './firstFacts.ts';
import { GROUP_REMINDER, groupsState, groupWaiting, remindGroups, watchGroups } from './groups.ts';
import { ESAT_OUTCOMES } from './taskOutcomes.ts';
import type { EsatOnboardingFacts } from './types.ts';

const STATES = {
  CREE: 'Créé',
  ELIGIBILITE_A_VERIFIER: 'Éligibilité à vérifier',
  ACTIVITE_A_VERIFIER: 'Activité à vérifier',
  ...CONTRACT_STATES,
  SERVICE_OUVERT: 'Service ouvert',
  GROUPES_CONFIGURES: 'Groupe et rôle en place',
  TERMINE: 'Terminé, service utilisé',
  INELIGIBLE: 'Non éligible',
  INACTIF_NON_REPRIS: 'Établissement inactif, non repris',
  ABANDONNE: 'Abandonné',
} as const;
type State = keyof typeof STATES;

/** Esat onboarding of one partner (domain.md §6.3, §6.5). Where its phases lead: workflows/esatOnboarding. */
export const esatOnboarding = {
  type: 'esatOnboarding',
  states: STATES,
  begins: 'CREE',
  phases: {
    checks: {
      label: 'Vérifications',
      enter: endOutOfField, // ESAT-2
      keep: [askChecks, watchSilence], // ESAT-13 … ESAT-18
      outcomes: { passed: checksPassed },
      state: checksState,
      asks: ASK_FORM,
      deadlines: [REMINDERS, ESCALATION],
    },
    documents: DOCUMENTS,
    countersignature: COUNTERSIGNATURE,
    opening: OPENING,
    people: {
      label: 'Groupe Esat, rôle et premier utilisateur',
      afterLink: 'Service ouvert',
      keep: [designateAdministrateur, watchGroups], // ESAT-17, ESAT-19
      outcomes: { inPlace: ({ dossier }) => groupsState(dossier) === 'TERMINE' },
      state: ({ dossier }) => groupsState(dossier),
      waiting: groupWaiting,
      remind: remindGroups,
      deadlines: [GROUP_REMINDER], // REM-13
    },
  },
  ends: {
    TERMINE: {
      words: 'service ouvert',
      reached: (desk) => {
        dropEveryTask(desk);
        note(desk, 'dossier.end', 'Dossier terminé : service ouvert, groupe, rôle et premier utilisateur en place', {
          rule: 'ESAT-17',
        });
      },
    },
    // given up once open, or closed meanwhile (CONV-13)
    SERVICE_OUVERT: { words: 'service ouvert' },
    INELIGIBLE: { words: 'établissement non éligible au service' },
    INACTIF_NON_REPRIS: { words: "établissement qui n'est plus actif" },
    ABANDONNE: { words: 'dossier abandonné' },
  },
  endOnceOpen: 'SERVICE_OUVERT',
  marks: {
    CREE: 'plain',
    ELIGIBILITE_A_VERIFIER: 'toDo',
    ACTIVITE_A_VERIFIER: 'toDo',
    ...CONTRACT_MARKS,
    SERVICE_OUVERT: 'opened',
    GROUPES_CONFIGURES: 'opened',
    TERMINE: 'opened',
    INELIGIBLE: 'stopped',
    INACTIF_NON_REPRIS: 'stopped',
    ABANDONNE: 'stopped',
  },
  acts: esatActSchema,
  carryOut: carryOutEsat,
  taskOutcomes: ESAT_OUTCOMES,
  always: [endWhenClosed, endWhenHopeless],
  deadlines: [LATE], // ESAT-24
  plan: planEsat,
  beginning: {
    businessKey: ({ partner }) => partner.siret,
    about: serviceWords,
    facts: esatFacts,
    opensOnce: true, // ESAT-26
  },
  reprise: signedBefore,
  lacking: esatLacking,
  partnerKnows: partnerAsked,
  answered: alreadySent,
} as const satisfies Kind<EsatOnboardingFacts, State, EsatAct>;
