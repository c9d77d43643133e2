import { type DossierAct, dossierActSchema } from '../dossier/acts.ts';
import { designateAdministrateur } from '../dossier/administrateur.ts';
import { carryOut } from '../dossier/carryOut.ts';
import { LATE } from '../dossier/deadlines.ts';
import { openTask } from '../dossier/desk.ts';
import { endWhenClosed, endWhenHopeless } from '../dossier/ending.ts';
import type { Kind } from '../dossier/kind.ts';
import { askLegitimacy, legitimacySettled } from '../dossier/legitimacy.ts';
import { serviceFacts, serviceKey, serviceWords, signedBefore } from '../dossier/newDossier.ts';
import { CONTRACT_MARKS, CONTRACT_STATES, COUNTERSIGNATURE, DOCUMENTS, OPENING } from '../dossier/phases.ts';
import { planServices } from '../dossier/plan.ts';
import { askReach, awaitsCna, CNA_AWAITED, reachSettled } from '../dossier/reach.ts';
import { SERVICE_OUTCOMES } from '../dossier/taskOutcomes.ts';
import type { ServiceFacts } from '../dossier/types.ts';

const STATES = {
  CREE: 'Créé',
  ...CONTRACT_STATES,
  SERVICE_OUVERT: 'Service ouvert',
  ABANDONNE: 'Abandonné',
} as const;
type State = keyof typeof STATES;

/** Conventionnement of one partner for one or more services (domain.md §4). Where its phases lead: workflows/conventionnement. */
export const conventionnement = {
  type: 'conventionnement',
  states: STATES,
  begins: 'CREE',
  phases: {
    preparation: {
      label: 'Préparation',
      // before the partner gets documents: CON-11, DEL-7; CONV-1
      enter: (desk) => {
        askReach(desk);
        askLegitimacy(desk);
      },
      outcomes: { ready: (standing) => reachSettled(standing) && legitimacySettled(standing) },
      state: () => 'DOCUMENTS_A_PRODUIRE',
      waiting: (standing) => (awaitsCna(standing) ? CNA_AWAITED : null),
    },
    documents: DOCUMENTS,
    countersignature: COUNTERSIGNATURE,
    opening: OPENING,
    administrateur: {
      label: "Administrateur de l'organisme",
      afterLink: 'Service ouvert',
      keep: [designateAdministrateur],
      outcomes: { found: ({ dossier }) => openTask(dossier, 'CREER_ADMINISTRATEUR') === undefined }, // ADM-10
      state: () => 'SERVICE_OUVERT',
    },
  },
  ends: { SERVICE_OUVERT: { words: 'service ouvert' }, ABANDONNE: { words: 'dossier abandonné' } },
  endOnceOpen: 'SERVICE_OUVERT',
  marks: {
    CREE: 'plain',
    ...CONTRACT_MARKS,
    SERVICE_OUVERT: 'opened',
    ABANDONNE: 'stopped',
  },
  acts: dossierActSchema,
  carryOut,
  taskOutcomes: SERVICE_OUTCOMES,
  always: [endWhenClosed, endWhenHopeless],
  deadlines: [LATE],
  plan: planServices,
  beginning: { businessKey: serviceKey, about: serviceWords, facts: serviceFacts, mayChangeMode: true },
  reprise: signedBefore,
} as const satisfies Kind<ServiceFacts, State, DossierAct>;
