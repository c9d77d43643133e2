import { type DossierAct, dossierActSchema } from '../dossier/acts.ts';
import { carryOut } from '../dossier/carryOut.ts';
import type { Kind } from '../dossier/kind.ts';
import { announce, closeEnded, NOTICE_END, nothingInForce, noticeOver, noticeWaiting } from './notice.ts';
import type { EndingFacts } from './types.ts';

const STATES = {
  DEMANDEE: 'Fin demandée',
  PREAVIS: 'Préavis en cours',
  CLOTURE: 'Clôture',
  CONVENTION_CLOSE: 'Clôture faite',
  ABANDONNE: 'Abandonnée',
} as const;
type State = keyof typeof STATES;

/**
 * A convention ends without a successor (CONV-13): the partner leaves after a notice that can be taken back, or the Caf ends it on a day, or closes at
 * once one that was signed before Passerelle and has no dossier of its own; a contrat or bulletin of that sort, alone, in the same way.
 */
export const conventionEnding = {
  type: 'conventionEnding',
  states: STATES,
  begins: 'DEMANDEE',
  phases: {
    notice: {
      label: 'Le préavis court',
      enter: announce,
      outcomes: { closed: nothingInForce, due: noticeOver },
      state: () => 'PREAVIS',
      waiting: noticeWaiting,
      deadlines: [NOTICE_END],
    },
    closing: {
      label: 'La clôture se fait',
      enter: closeEnded,
      outcomes: { closed: nothingInForce },
      state: () => 'CLOTURE',
    },
  },
  ends: {
    CONVENTION_CLOSE: { words: 'clôture faite' },
    ABANDONNE: { words: 'fin de la convention abandonnée : elle reste en vigueur' },
  },
  marks: {
    DEMANDEE: 'plain',
    PREAVIS: 'plain',
    CLOTURE: 'plain',
    CONVENTION_CLOSE: 'plain',
    ABANDONNE: 'stopped',
  },
  acts: dossierActSchema,
  carryOut,
  taskOutcomes: {},
  always: [],
  deadlines: [],
  plan: () => [],
  partnerKnows: ({ facts }) => facts.ending.endsOn !== null,
} as const satisfies Kind<EndingFacts, State, DossierAct>;
