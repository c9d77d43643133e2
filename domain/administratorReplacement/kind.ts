import { type DossierAct, dossierActSchema } from '../dossier/acts.ts';
import { ASK_DOCUMENTS } from '../dossier/asking.ts';
import { carryOut } from '../dossier/carryOut.ts';
import { ESCALATION, REMINDERS } from '../dossier/deadlines.ts';
import { endWhenHopeless, giveUp } from '../dossier/ending.ts';
import type { Kind } from '../dossier/kind.ts';
import { DOCUMENT_OUTCOMES, namedPerson } from '../dossier/taskOutcomes.ts';
import {
  allInForce,
  allSigned,
  anyUnsigned,
  askCountersignature,
  dropCountersignature,
  watchReturned,
  watchSilence,
} from '../dossier/watch.ts';
import { text } from '../task/fields.ts';
import { mailReplacement } from './mails.ts';
import {
  ANNEXE_REMINDER,
  applyReplacement,
  askSuccessor,
  endWhenSucceeded,
  nameSuccessor,
  planAnnexe,
  produceAnnexe,
} from './replacement.ts';
import type { ReplacementFacts } from './types.ts';

const STATES = {
  DEPART_SIGNALE: 'Départ signalé',
  ANNEXE_A_SIGNER: 'Annexe 3 à signer',
  APPLIQUEE: 'Appliquée',
  ABANDONNE: 'Abandonné',
} as const;
type State = keyof typeof STATES;

/**
 * One administrateur partenaire takes over from another, or a second one is added, by annexe 3 (domain.md §4.4). Where its phases lead:
 * workflows/administratorReplacement.
 */
export const administratorReplacement = {
  type: 'administratorReplacement',
  states: STATES,
  begins: 'DEPART_SIGNALE',
  phases: {
    successor: {
      label: 'Départ signalé, successeur nommé',
      keep: [endWhenSucceeded, askSuccessor], // ADM-3
      outcomes: { named: ({ dossier }) => dossier.facts.replacement.incoming !== null },
      state: () => 'DEPART_SIGNALE',
    },
    annexe: {
      label: 'Le représentant signe',
      enter: produceAnnexe,
      keep: [watchReturned, watchSilence],
      outcomes: { signed: allSigned },
      state: () => 'ANNEXE_A_SIGNER',
      asks: ASK_DOCUMENTS,
      deadlines: [REMINDERS, ESCALATION, ANNEXE_REMINDER], // REM-3, REM-10
    },
    countersignature: {
      label: 'La Caf contresigne',
      enter: askCountersignature,
      leave: dropCountersignature,
      outcomes: { returned: anyUnsigned, inForce: allInForce },
      state: () => 'ANNEXE_A_SIGNER',
    },
  },
  ends: {
    APPLIQUEE: { words: 'annexe 3 appliquée', reached: applyReplacement }, // ADM-4
    ABANDONNE: { words: 'dossier abandonné' },
  },
  marks: {
    DEPART_SIGNALE: 'plain',
    ANNEXE_A_SIGNER: 'plain',
    APPLIQUEE: 'done',
    ABANDONNE: 'stopped',
  },
  acts: dossierActSchema,
  carryOut,
  taskOutcomes: {
    ...DOCUMENT_OUTCOMES,
    'REMPLACER_ADMINISTRATEUR.propose': (desk, _task, fields) => nameSuccessor(desk, namedPerson(fields)),
    'REMPLACER_ADMINISTRATEUR.close': (desk, _task, { reason }) => giveUp(desk, text(reason)),
  },
  always: [endWhenHopeless],
  deadlines: [],
  plan: planAnnexe,
  resting: "l'annexe 3",
  tellGivenUp: (desk) => mailReplacement(desk, 'ABANDONNEE'),
  changesPeople: true,
} as const satisfies Kind<ReplacementFacts, State, DossierAct>;
