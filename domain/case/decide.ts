import type { Context } from '../decision/context.ts';
import { DomainError } from '../errors.ts';
import { DOUBT } from '../mail/doubt.ts';
import { openPeopleDesk } from '../people/desk.ts';
import type { PeopleDesk } from '../people/types.ts';
import type { Policy } from '../policy/policy.ts';
import { type MailTrouble, type ProcessStep, toldBySystem } from '../process/acts.ts';
import { noteCase } from './desk.ts';
import type { Case, CaseDecision, CaseDesk, CaseKind, CaseProjection } from './types.ts';

/** What the system tells a case of any kind. */
type Told = ProcessStep | { type: MailTrouble['type'] };
export type CaseContext = Context & Pick<PeopleDesk, 'newLogin'>;

/**
 * Carries an act or a step out on a case. Pure: same case, act and context, same decision. Throws a DomainError (nothing is changed) when
 * the table or a field refuses it.
 */
export function decideCase<F, A extends { type: string }>(
  kind: CaseKind<F, A>,
  before: Case<F>,
  act: A | Told,
  context: CaseContext,
): CaseDecision<F> {
  const people = openPeopleDesk(before.roster, context);
  const { roster: _, ...own } = before;
  const desk: CaseDesk<F> = {
    ...context,
    case: { ...structuredClone(own), roster: people.roster },
    people,
    mails: people.mails,
    audit: people.audit,
  };
  if (!before.ended) {
    if (!isTold(act)) kind.carryOut(desk, act);
    else if (act.type === 'mailRefused') mailRefused(desk);
    else if (act.type === 'mailDoubted') mailDoubted(desk);
    else {
      if (act.type === 'open' && !before.opened) {
        desk.case.opened = true;
        kind.open(desk);
      }
      for (const due of kind.deadlines(desk.case, context.policy).filter(({ at }) => at <= context.at))
        kind.onDeadline(desk, due);
    }
    kind.settle(desk);
    endIfFinal(desk, kind);
  } else if (act.type === 'mailRefused') mailRefused(desk);
  else if (!isTold(act)) throw new DomainError('DOSSIER_TERMINE', 'Ce dossier est terminé.');
  const { roster, mails, audit, secrets, starts, signedOut } = people;
  return {
    case: { ...desk.case, roster },
    people: { roster, mails: [], audit: [], secrets, starts, signedOut, result: before.id },
    mails,
    audit,
  };
}

const isTold = (act: { type: string }): act is Told => toldBySystem(act);

/** R2: an address that is refused is an incident an operator and the Caf see, also after the end; the case itself goes on. */
function mailRefused<F>(desk: CaseDesk<F>): void {
  desk.case.incident = 'ENVOI_ECHOUE';
  noteCase(desk, 'mail.refused', 'Un courriel a été refusé définitivement par la messagerie du destinataire');
}

/** R2: a mail that was cut off twice, told the same way: who retries the case sends it again. */
function mailDoubted<F>(desk: CaseDesk<F>): void {
  desk.case.incident ??= DOUBT;
  noteCase(desk, 'mail.doubted', "L'envoi d'un courriel a été coupé deux fois : il a pu arriver");
}

/** In a final state nothing waits for anybody any more. */
function endIfFinal<F, A extends { type: string }>(desk: CaseDesk<F>, kind: CaseKind<F, A>): void {
  if (!kind.finals.includes(desk.case.state)) return;
  desk.case.ended = true;
  for (const task of desk.case.tasks.filter((one) => one.state === 'OUVERTE'))
    Object.assign(task, { state: 'ANNULEE', completedAt: desk.at });
}

/** The projection that pages, lists and the process itself read. */
export function projectCase<F, A extends { type: string }>(
  kind: CaseKind<F, A>,
  one: Case<F>,
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
