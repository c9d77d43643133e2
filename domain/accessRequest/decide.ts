import type { Context } from '../dossier/bench.ts';
import { assertNever, DomainError } from '../errors.ts';
import { mailLabel } from '../mail/catalogue.ts';
import { DOUBT, doubtReason } from '../mail/doubt.ts';
import { toldBySystem } from '../process/acts.ts';
import type { RequestAct } from './acts.ts';
import {
  endRequest,
  ensureRequestTask,
  fireRequest,
  noteRequest,
  openRequestBench,
  type RequestBench,
} from './bench.ts';
import { requestDeadlines } from './deadlines.ts';
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

/** Steps the process itself takes: its first one, and whatever is due at an instant. */
export type RequestStep = { type: 'open' } | { type: 'tick' };

/**
 * Carries an act or a step out on a request. Pure: same request, act and context, same outcome.
 * Throws a DomainError (nothing is changed) when the table or a field refuses it.
 */
export function decideRequest(request: AccessRequest, act: RequestAct | RequestStep, context: Context): RequestOutcome {
  const bench = openRequestBench(request, context);
  if (isFinal(request.state)) {
    if (act.type === 'mailRefused') mailRefused(bench, act.toPartner);
    if (toldBySystem(act)) return outcomeOf(bench);
    throw new DomainError('DEMANDE_TERMINEE', 'Cette demande est terminée.');
  }
  carryOut(bench, act);
  return outcomeOf(bench);
}

/** The decision alone, without what it was made with. */
export function outcomeOf({ request, mails, resends, audit, starts }: RequestBench): RequestOutcome {
  return { request, mails, resends, audit, starts };
}

function carryOut(bench: RequestBench, act: RequestAct | RequestStep): void {
  switch (act.type) {
    case 'open':
      bench.request.opened = true;
      return;
    case 'tick':
      return tick(bench);
    case 'take':
      return take(bench);
    case 'completeTask':
      return completeRequestTask(bench, act);
    case 'supply':
      return supply(bench, act.answer);
    case 'withdraw':
      fireRequest(bench, 'withdraw');
      endRequest(bench, act.reason ?? null);
      return mailWithdrawn(bench, act.reason ?? null);
    case 'cancel':
      fireRequest(bench, 'cancel', { label: `Classée sans suite par la Caf : ${act.reason}` });
      endRequest(bench, act.reason);
      return mailCancelled(bench, act.reason);
    case 'remind':
      return remindByHand(bench);
    case 'mailRefused':
      return mailRefused(bench, act.toPartner);
    case 'mailDoubted':
      return mailDoubted(bench, act);
    default:
      return assertNever(act);
  }
}

/** The applicant answers: the link is used up, a fresh one goes with the acknowledgment, and the Caf has the request back. */
function supply(bench: RequestBench, answer: string): void {
  const { request, at } = bench;
  fireRequest(bench, 'supply');
  const question = request.exchanges.at(-1);
  if (question !== undefined) Object.assign(question, { suppliedAt: at.toISOString(), answer });
  request.facts.askedSince = null;
  request.facts.reminders = 0;
  request.linkVersion += 1;
  ensureRequestTask(bench, 'EXAMINER_DEMANDE', 'Le demandeur a répondu à la demande de complément.');
  mailReceived(bench);
}

/** Does what is due at this instant, once: whether it *is* due is decided by `at`, not by the timer that woke the process. */
function tick(bench: RequestBench): void {
  const due = requestDeadlines(bench.request, bench.policy).filter((deadline) => deadline.at <= bench.at);
  if (due.some((deadline) => deadline.what === 'expire')) {
    fireRequest(bench, 'expire', { as: 'process' });
    endRequest(bench, 'Sans réponse du demandeur malgré les relances (REM-1).');
    return mailClosedUnanswered(bench);
  }
  if (due.length === 0) return;
  bench.request.facts.reminders += 1;
  mailMissing(bench);
  noteRequest(bench, 'request.remind', 'Relance envoyée : complément attendu', { rule: 'REM-1' });
}

/** A reminder by hand: same mail, outside the chain (it moves no deadline). */
function remindByHand(bench: RequestBench): void {
  if (bench.request.state !== 'COMPLEMENT_DEMANDE')
    throw new DomainError('RIEN_A_RELANCER', "Rien n'est attendu du demandeur.");
  mailMissing(bench);
  noteRequest(bench, 'request.remind', 'Relance envoyée à la demande : complément attendu');
}

/**
 * R2: a mail the gateway refuses for good is an incident with an owner: the Caf corrects the address. Of a request that has ended no other
 * mail leaves: the Caf tells the applicant by other means.
 */
function mailRefused(bench: RequestBench, toApplicant: boolean): void {
  bench.request.incident = 'ENVOI_ECHOUE';
  noteRequest(bench, 'mail.refused', 'Un courriel a été refusé définitivement par la messagerie du destinataire');
  if (!toApplicant) return;
  if (!isFinal(bench.request.state))
    ensureRequestTask(
      bench,
      'CORRIGER_COURRIEL',
      "L'adresse du demandeur est refusée par sa messagerie : corrigez-la pour que la demande avance.",
    );
  mailAddressRefused(bench);
}

/** R2: a mail that was cut off twice; the request goes on, the Caf asks its recipient. A refused address says more. */
function mailDoubted(bench: RequestBench, { mailId, template }: { mailId: string; template: string }): void {
  bench.request.incident ??= DOUBT;
  noteRequest(bench, 'mail.doubted', `Courriel « ${mailLabel(template)} » : envoi coupé deux fois, il a pu arriver`);
  ensureRequestTask(bench, 'VERIFIER_COURRIEL', doubtReason(template), mailId);
}
