import type { Context } from '../decision/context.ts';
import { assertNever, DomainError } from '../errors.ts';
import { type Sender, tellDoubted, tellRefused } from '../mail/trouble.ts';
import { type MailNews, type ProcessStep, toldBySystem } from '../process/acts.ts';
import { keepReminder, remindAgain } from '../process/remindAgain.ts';
import type { RequestAct } from './acts.ts';
import { requestDeadlines } from './deadlines.ts';
import { endRequest, ensureRequestTask, fireRequest, noteRequest, openRequestDesk, type RequestDesk } from './desk.ts';
import {
  mailAddressRefused,
  mailCancelled,
  mailClosedUnanswered,
  mailMissing,
  mailReceived,
  mailWithdrawn,
} from './mails.ts';
import { completeRequestTask, take } from './taskActs.ts';
import { isFinal } from './transitions.ts';
import type { AccessRequest, RequestOutcome } from './types.ts';

/** Steps the process itself takes (its first one, and whatever is due at an instant), and what became of its mails. */
export type RequestStep = ProcessStep | MailNews;

/**
 * Carries an act or a step out on a request. Pure: same request, act and context, same outcome.
 * Throws a DomainError (nothing is changed) when the table or a field refuses it.
 */
export function decideRequest(request: AccessRequest, act: RequestAct | RequestStep, context: Context): RequestOutcome {
  const desk = openRequestDesk(request, context);
  if (isFinal(request.state)) {
    if (act.type === 'mailRefused') mailRefused(desk, act.toPartner);
    if (toldBySystem(act)) return outcomeOf(desk);
    throw new DomainError('DEMANDE_TERMINEE', 'Cette demande est terminée.');
  }
  carryOut(desk, act);
  return outcomeOf(desk);
}

/** The decision alone, without what it was made with. */
export function outcomeOf({ request, mails, resends, audit, starts }: RequestDesk): RequestOutcome {
  return { request, mails, resends, audit, starts };
}

function carryOut(desk: RequestDesk, act: RequestAct | RequestStep): void {
  switch (act.type) {
    case 'open':
      desk.request.opened = true;
      return;
    case 'tick':
      return tick(desk);
    case 'take':
      return take(desk);
    case 'completeTask':
      return completeRequestTask(desk, act);
    case 'supply':
      return supply(desk, act.answer);
    case 'withdraw':
      fireRequest(desk, 'withdraw');
      endRequest(desk, act.reason ?? null);
      return mailWithdrawn(desk, act.reason ?? null);
    case 'cancel':
      fireRequest(desk, 'cancel', { label: `Classée sans suite par la Caf : ${act.reason}` });
      endRequest(desk, act.reason);
      return mailCancelled(desk, act.reason);
    case 'remind':
      return remindByHand(desk, act);
    case 'mailRefused':
      return mailRefused(desk, act.toPartner);
    case 'mailDoubted':
      return tellDoubted(senderOf(desk), act);
    default:
      return assertNever(act);
  }
}

/** The applicant answers: the link is used up, a fresh one goes with the acknowledgment, and the Caf has the request back. */
function supply(desk: RequestDesk, answer: string): void {
  const { request, at } = desk;
  fireRequest(desk, 'supply');
  const question = request.exchanges.at(-1);
  if (question !== undefined) Object.assign(question, { suppliedAt: at.toISOString(), answer });
  request.facts.askedSince = null;
  request.facts.reminders = 0;
  request.linkVersion += 1;
  ensureRequestTask(desk, 'EXAMINER_DEMANDE', 'Le demandeur a répondu à la demande de complément.');
  mailReceived(desk);
}

/** Does what is due at this instant, once: whether it *is* due is decided by `at`, not by the timer that woke the process. */
function tick(desk: RequestDesk): void {
  const due = requestDeadlines(desk.request, desk.policy).filter((deadline) => deadline.at <= desk.at);
  if (due.some((deadline) => deadline.what === 'expire')) {
    fireRequest(desk, 'expire', { as: 'process' });
    endRequest(desk, 'Sans réponse du demandeur malgré les relances.');
    return mailClosedUnanswered(desk);
  }
  if (due.length === 0) return;
  desk.request.facts.reminders += 1;
  keepReminder(desk.request.facts, desk.at);
  mailMissing(desk);
  noteRequest(desk, 'request.remind', 'Relance envoyée : complément attendu', { rule: 'REM-1' });
}

/** A reminder by hand: same mail, outside the chain (it moves no deadline). */
function remindByHand(desk: RequestDesk, act: { insist?: boolean | undefined }): void {
  if (desk.request.state !== 'COMPLEMENT_DEMANDE')
    throw new DomainError('RIEN_A_RELANCER', "Rien n'est attendu du demandeur.");
  remindAgain(desk.request.facts, act, desk);
  mailMissing(desk);
  noteRequest(desk, 'request.remind', 'Relance envoyée à la demande : complément attendu');
}

/**
 * R2: a mail the gateway refuses for good is an incident with an owner: the Caf corrects the address. Of a request that has ended no other
 * mail leaves: the Caf tells the applicant by other means.
 */
function mailRefused(desk: RequestDesk, toApplicant: boolean): void {
  const correct = "L'adresse du demandeur est refusée par sa messagerie : corrigez-la pour que la demande avance.";
  tellRefused(senderOf(desk), toApplicant && !isFinal(desk.request.state) ? correct : null);
  if (toApplicant) mailAddressRefused(desk);
}

function senderOf(desk: RequestDesk): Sender {
  return {
    about: desk.request,
    note: (action, label) => noteRequest(desk, action, label),
    ensureTask: (kind, reason, subject) => ensureRequestTask(desk, kind, reason, subject),
  };
}
