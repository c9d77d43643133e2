import { isClosed } from '../account/state.ts';
import type { Context } from '../decision/context.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import type { Mark } from '../formats/mark.ts';
import { frenchDate, startOfParisDate } from '../policy/calendar.ts';
import { carryOutClosure } from './accountActs.ts';
import { accountOf, openPeopleDesk } from './desk.ts';
import type { PeopleDecision, Roster } from './types.ts';

/** The process that closes an account on its date (ACC-17). */
export interface Closure {
  id: string;
  userId: string;
  roster: Roster;
  ended: boolean;
}

export type ClosureState = 'PROGRAMMEE' | 'CLOS' | 'ANNULEE';

/** Words of a state, as pages show it. */
export const CLOSURE_STATE_LABELS: Record<ClosureState, string> = {
  PROGRAMMEE: 'Programmée',
  CLOS: 'Clos',
  ANNULEE: 'Annulée',
};
export const CLOSURE_STATE_MARKS: Readonly<Record<ClosureState, Mark>> = {
  PROGRAMMEE: 'plain',
  CLOS: 'plain',
  ANNULEE: 'amiss',
};

export interface ClosureProjection {
  state: ClosureState;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: null;
  ended: boolean;
}

export interface ClosureDecision {
  people: PeopleDecision;
  projection: ClosureProjection;
}

/** Looks whether the date has come, was moved or was taken away; carries the closure out once. Pure. */
export function closeOnDate({ roster, userId, ended }: Closure, context: Context): ClosureDecision {
  // no account is made here: no identifiant is needed
  const desk = openPeopleDesk(roster, { ...context, newLogin: () => '' });
  const account = accountOf(desk.roster, userId);
  const projection = projectClosure({ roster: desk.roster, userId }, context.at);
  if (!ended && projection.state === 'CLOS') carryOutClosure(desk, account, null);
  const { mails, audit, secrets, starts, signedOut } = desk;
  return {
    people: { roster: desk.roster, mails, audit, secrets, starts, signedOut, result: userId },
    projection,
  };
}

/** Where the process stands at an instant (U2). */
export function projectClosure({ roster, userId }: Pick<Closure, 'roster' | 'userId'>, at: Date): ClosureProjection {
  const account = accountOf(roster, userId);
  const { closesOn } = account;
  const closed = isClosed(account, at);
  if (closesOn === null || closed)
    return { state: closed ? 'CLOS' : 'ANNULEE', waitingFor: null, nextActionAt: null, dueAt: null, ended: true };
  const day = startOfParisDate(closesOn);
  return {
    state: 'PROGRAMMEE',
    waitingFor: {
      who: 'SYSTEME',
      what: `la date de clôture (${frenchDate(day)})`,
      until: day,
      then: 'Le compte est clos, ses sessions prennent fin.',
    },
    nextActionAt: day,
    dueAt: null,
    ended: false,
  };
}
