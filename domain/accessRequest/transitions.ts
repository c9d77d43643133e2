import type { Actor } from '../decision/actor.ts';
import type { Mark } from '../formats/mark.ts';

/** States of an access request (domain.md §3.3). */
export const REQUEST_STATES = [
  'DEPOSEE',
  'EN_ETUDE',
  'COMPLEMENT_DEMANDE',
  'ACCEPTEE',
  'REFUSEE',
  'REORIENTEE',
  'SANS_SUITE',
  'RETIREE',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const OPEN_STATES = ['DEPOSEE', 'EN_ETUDE', 'COMPLEMENT_DEMANDE'] as const satisfies readonly RequestState[];
export const FINAL_STATES = [
  'ACCEPTEE',
  'REFUSEE',
  'REORIENTEE',
  'SANS_SUITE',
  'RETIREE',
] as const satisfies readonly RequestState[];

/** Who acts on a request. The applicant holds a mailed link; `process` is the durable process. */
export type RequestActor = 'agent' | 'cafAdmin' | 'operator' | 'applicant' | 'process';

export const REQUEST_EVENTS = [
  'take',
  'ask',
  'supply',
  'expire',
  'redirect',
  'refuse',
  'accept',
  'withdraw',
  'cancel',
] as const;
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

/** One row of the procedure: from where, to where, by whom; `label` is its line in the timeline. */
export interface RequestTransition {
  event: RequestEvent;
  from: readonly RequestState[];
  to: RequestState;
  by: readonly RequestActor[];
  label: string;
  rules: readonly string[];
}

const CAF = ['agent', 'cafAdmin'] as const;

/** The procedure of an access request: domain.md §3.3, line by line. Nothing else decides what may happen to one. */
export const REQUEST_TRANSITIONS: readonly RequestTransition[] = [
  { event: 'take', from: ['DEPOSEE'], to: 'EN_ETUDE', by: CAF, label: 'Demande prise en charge', rules: ['REQ-2'] },
  {
    event: 'ask',
    from: ['EN_ETUDE'],
    to: 'COMPLEMENT_DEMANDE',
    by: CAF,
    label: 'Complément demandé',
    rules: ['REM-1'],
  },
  {
    event: 'supply',
    from: ['COMPLEMENT_DEMANDE'],
    to: 'EN_ETUDE',
    by: ['applicant'],
    label: 'Complément reçu',
    rules: ['REM-1'],
  },
  {
    event: 'expire',
    from: ['COMPLEMENT_DEMANDE'],
    to: 'SANS_SUITE',
    by: ['process'],
    label: 'Sans réponse du demandeur : demande classée sans suite',
    rules: ['REM-1'],
  },
  // the form itself may say that it is for another channel: nobody needs to look at it
  {
    event: 'redirect',
    from: ['DEPOSEE'],
    to: 'REORIENTEE',
    by: ['process'],
    label: 'Demande réorientée : besoin hors des profils T1, T2, T4, T9',
    rules: ['REQ-4'],
  },
  { event: 'redirect', from: ['EN_ETUDE'], to: 'REORIENTEE', by: CAF, label: 'Demande réorientée', rules: ['REQ-4'] },
  { event: 'refuse', from: ['EN_ETUDE'], to: 'REFUSEE', by: CAF, label: 'Demande refusée', rules: ['REQ-17'] },
  { event: 'accept', from: ['EN_ETUDE'], to: 'ACCEPTEE', by: CAF, label: 'Demande acceptée', rules: ['REQ-21'] },
  {
    event: 'withdraw',
    from: OPEN_STATES,
    to: 'RETIREE',
    by: ['applicant'],
    label: 'Demande retirée par le demandeur',
    rules: [],
  },
  // [P] ours: a Caf can end any process of its own, with a reason; §3.3 has no state of its own for it
  {
    event: 'cancel',
    from: OPEN_STATES,
    to: 'SANS_SUITE',
    by: [...CAF, 'operator'],
    label: 'Demande classée sans suite par la Caf',
    rules: [],
  },
];

/** What the table says of an event: its row, or why there is none (wrong person, wrong moment). */
export function transitionOf(
  state: RequestState,
  event: RequestEvent,
  role: Actor['role'],
): RequestTransition | 'WRONG_STATE' | 'WRONG_ROLE' {
  const atThisMoment = REQUEST_TRANSITIONS.filter((row) => row.event === event && row.from.includes(state));
  const row = atThisMoment.find((one) => one.by.some((actor) => actor === role));
  if (row !== undefined) return row;
  const anytime = REQUEST_TRANSITIONS.some((one) => one.event === event && one.by.some((actor) => actor === role));
  return anytime ? 'WRONG_STATE' : 'WRONG_ROLE';
}

/** True once nothing can happen to the request any more. */
export function isFinal(state: RequestState): boolean {
  return (FINAL_STATES as readonly RequestState[]).includes(state);
}

/** Words of a state, as pages and mails show it. */
export const REQUEST_STATE_LABELS: Record<RequestState, string> = {
  DEPOSEE: 'Déposée',
  EN_ETUDE: "À l'étude",
  COMPLEMENT_DEMANDE: 'Complément demandé',
  ACCEPTEE: 'Acceptée',
  REFUSEE: 'Refusée',
  REORIENTEE: 'Réorientée',
  SANS_SUITE: 'Sans suite',
  RETIREE: 'Retirée',
};
export const REQUEST_STATE_MARKS: Readonly<Record<RequestState, Mark>> = {
  DEPOSEE: 'toDo',
  EN_ETUDE: 'toDo',
  COMPLEMENT_DEMANDE: 'plain',
  ACCEPTEE: 'done',
  REFUSEE: 'amiss',
  REORIENTEE: 'plain',
  SANS_SUITE: 'plain',
  RETIREE: 'plain',
};
