import type { Context } from '../decision/context.ts';
import { DomainError } from '../errors.ts';
import { type Sender, tellDoubted, tellRefused } from '../mail/trouble.ts';
import { openPeopleDesk } from '../people/desk.ts';
import type { PeopleDesk } from '../people/types.ts';
import type { Policy } from '../policy/policy.ts';
import { type MailNews, type ProcessStep, toldBySystem } from '../process/acts.ts';
import { keepReminder, type Reminded, remindAgain } from '../process/remindAgain.ts';
import { noteCase } from './desk.ts';
import type { Case, CaseDecision, CaseDesk, CaseKind, CaseProjection } from './types.ts';

/** What the system tells a case of any kind. */
type Told = ProcessStep | MailNews;
export type CaseContext = Context & Pick<PeopleDesk, 'newLogin'>;

/**
 * Carries an act or a step out on a case. Pure: same case, act and context, same decision. Throws a DomainError (nothing is changed) when
 * the table or a field refuses it.
 */
export function decideCase<F, A extends { type: string }, S extends string, E extends string>(
  kind: CaseKind<F, A, S, E>,
  before: Case<F, S>,
  act: A | Told,
  context: CaseContext,
): CaseDecision<F, S> {
  const people = openPeopleDesk(before.roster, context);
  const { roster: _, ...own } = before;
  const desk: CaseDesk<F, S> = {
    ...context,
    case: { ...structuredClone(own), roster: people.roster },
    people,
    mails: people.mails,
    audit: people.audit,
    move: null,
    leaves: { accounts: [], files: [] },
  };
  if (!before.ended) {
    if (!isTold(act)) {
      kind.carryOut(desk, act);
      // after its own refusals: what has nobody to remind says so first
      if (act.type === 'remind') remindAgain(desk.case.facts as Reminded, act as { insist?: boolean }, desk);
    } else if (act.type === 'mailRefused') tellRefused(senderOf(desk), null);
    else if (act.type === 'mailDoubted') tellDoubted(senderOf(desk), act);
    else {
      if (act.type === 'open' && !before.opened) {
        desk.case.opened = true;
        kind.open(desk);
      }
      for (const due of kind.deadlines(desk.case, context.policy).filter(({ at }) => at <= context.at)) {
        kind.onDeadline(desk, due);
        if (due.what.startsWith('remind')) keepReminder(desk.case.facts as Reminded, desk.at);
      }
    }
    kind.settle(desk);
    endIfFinal(desk, kind);
  } else if (act.type === 'mailRefused') tellRefused(senderOf(desk), null);
  else if (!isTold(act)) throw new DomainError('DOSSIER_TERMINE', 'Ce dossier est terminé.');
  const { roster, mails, audit, secrets, starts, signedOut } = people;
  return {
    case: { ...desk.case, roster },
    people: { roster, mails: [], audit: [], secrets, starts, signedOut, result: before.id },
    mails,
    audit,
    move: desk.move,
    leaves: desk.leaves,
  };
}

const isTold = (act: { type: string }): act is Told => toldBySystem(act);

/** A case itself goes on: who retries it sends the mail again. */
function senderOf<F>(desk: CaseDesk<F>): Sender {
  return { about: desk.case, note: (action, label) => noteCase(desk, action, label) };
}

/** In a final state nothing waits for anybody any more. */
function endIfFinal<F, S extends string>(desk: CaseDesk<F, S>, { finals }: { finals: readonly S[] }): void {
  if (!finals.includes(desk.case.state)) return;
  desk.case.ended = true;
  for (const task of desk.case.tasks.filter((one) => one.state === 'OUVERTE'))
    Object.assign(task, { state: 'ANNULEE', completedAt: desk.at });
}

/** The projection that pages, lists and the process itself read. */
export function projectCase<F, A extends { type: string }, S extends string, E extends string>(
  kind: CaseKind<F, A, S, E>,
  one: Case<F, S>,
  policy: Policy,
): CaseProjection {
  if (one.ended) return { state: one.state, waitingFor: null, nextActionAt: null, dueAt: null, ended: true };
  const waitingFor = kind.waiting(one, policy);
  const [next] = kind.deadlines(one, policy).sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    state: one.state,
    waitingFor,
    nextActionAt: next?.at ?? null,
    dueAt: waitingFor.who === 'SYSTEME' ? null : waitingFor.until,
    ended: false,
  };
}
