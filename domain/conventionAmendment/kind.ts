import { type DossierAct, dossierActSchema } from '../dossier/acts.ts';
import { ASK_DOCUMENTS } from '../dossier/asking.ts';
import { carryOut } from '../dossier/carryOut.ts';
import { ESCALATION, REMINDERS } from '../dossier/deadlines.ts';
import { endWhenHopeless } from '../dossier/ending.ts';
import type { Kind } from '../dossier/kind.ts';
import { DOCUMENT_OUTCOMES } from '../dossier/taskOutcomes.ts';
import {
  allInForce,
  allSigned,
  anyUnsigned,
  askCountersignature,
  dropCountersignature,
  watchReturned,
  watchSilence,
} from '../dossier/watch.ts';
import { applyAmendment, endWhenOvertaken, planAmendment, produceAmendment } from './apply.ts';
import type { AmendmentFacts } from './types.ts';

const STATES = {
  DEMANDE: 'Avenant demandé',
  AVENANT_A_SIGNER: 'Avenant à signer',
  AVENANT_SIGNE: 'Avenant à contresigner',
  APPLIQUE: 'Avenant en vigueur',
  ABANDONNE: 'Abandonné',
} as const;
type State = keyof typeof STATES;

/**
 * The convention in force becomes another by an avenant that both sign, and by nothing else (CONV-16): another SIRET of the partner, whose people and
 * history stay; one more département (DEL-7); another contracting Caf (DEL-8).
 */
export const conventionAmendment = {
  type: 'conventionAmendment',
  states: STATES,
  begins: 'DEMANDE',
  phases: {
    signature: {
      label: 'Le représentant signe',
      enter: produceAmendment,
      keep: [endWhenOvertaken, watchReturned, watchSilence],
      outcomes: { signed: allSigned },
      state: () => 'AVENANT_A_SIGNER',
      asks: ASK_DOCUMENTS,
      deadlines: [REMINDERS, ESCALATION],
    },
    countersignature: {
      label: 'La Caf contresigne',
      enter: askCountersignature,
      keep: [endWhenOvertaken],
      leave: dropCountersignature,
      outcomes: { returned: anyUnsigned, inForce: allInForce },
      state: () => 'AVENANT_SIGNE',
    },
  },
  ends: {
    APPLIQUE: { words: 'avenant en vigueur', reached: applyAmendment },
    ABANDONNE: { words: 'dossier abandonné' },
  },
  marks: {
    DEMANDE: 'plain',
    AVENANT_A_SIGNER: 'plain',
    AVENANT_SIGNE: 'plain',
    APPLIQUE: 'plain',
    ABANDONNE: 'stopped',
  },
  acts: dossierActSchema,
  carryOut,
  taskOutcomes: DOCUMENT_OUTCOMES,
  always: [endWhenHopeless],
  deadlines: [],
  plan: planAmendment,
  resting: "l'avenant",
} as const satisfies Kind<AmendmentFacts, State, DossierAct>;
