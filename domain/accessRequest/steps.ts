import { type Step, stepsAt } from '../decision/step.ts';
import type { RequestState } from './transitions.ts';

const LABELS = ['Demande déposée', 'Étude par la Caf', 'Décision'];
const OVER = LABELS.length;

/** The step of each state (§3.3); `stopped`: it got no decision. */
const PLACES: Record<RequestState, readonly [here: number, stopped?: true]> = {
  DEPOSEE: [0],
  EN_ETUDE: [1],
  COMPLEMENT_DEMANDE: [1],
  ACCEPTEE: [OVER],
  REFUSEE: [OVER],
  REORIENTEE: [OVER],
  SANS_SUITE: [1, true],
  RETIREE: [1, true],
};

/** Where a request stands, as the steps of the written procedure (U2). */
export function requestSteps(state: RequestState): Step[] {
  return stepsAt(LABELS, ...PLACES[state]);
}
