import { DomainError, invalid } from '../errors.ts';
import { parseEmail } from '../formats/email.ts';
import { inSentence } from '../formats/text.ts';
import { resolveDoubt } from '../mail/trouble.ts';
import { SERVICES } from '../service/services.ts';
import { type CompleteTask, markDone, taskToComplete } from '../task/completion.ts';
import { type Fields, text } from '../task/fields.ts';
import { type Task, taskKind } from '../task/kinds.ts';
import { dossiersOf, judgeRequest, otherCafAccepted } from './decision.ts';
import { endRequest, fireRequest, noteRequest, openRequestTask, type RequestDesk, recordDecision } from './desk.ts';
import {
  mailAccepted,
  mailCancelled,
  mailMissing,
  mailReceived,
  mailRedirected,
  mailRefused,
  refusalsOf,
} from './mails.ts';
import { asksElsewhere } from './types.ts';

/** The agent who takes the request gets its task. */
export function take(desk: RequestDesk): void {
  fireRequest(desk, 'take');
  const task = openRequestTask(desk.request, 'EXAMINER_DEMANDE');
  if (task !== undefined) task.assigneeId = desk.actor.id;
}

/** Completing a task drives its request (§4.5). Throws TACHE_INCONNUE, TACHE_TERMINEE, ISSUE_INCONNUE or the faults of the fields. */
export function completeRequestTask(desk: RequestDesk, act: CompleteTask): void {
  const { task, outcome } = taskToComplete(desk.request.tasks, act, desk.actor);
  // deciding takes the request: both lines stand in the journal
  if (task.kind === 'EXAMINER_DEMANDE' && desk.request.state === 'DEPOSEE') take(desk);
  markDone(task, act, desk);
  noteRequest(desk, 'task.complete', `${taskKind(task.kind).label} : ${inSentence(outcome.label)}`, {
    entity: 'task',
    entityId: task.id,
  });
  carryOut(desk, task, act);
}

function carryOut(desk: RequestDesk, task: Task, act: CompleteTask): void {
  switch (`${task.kind}.${act.outcome}`) {
    case 'EXAMINER_DEMANDE.accept':
      return accept(desk, act.fields);
    case 'EXAMINER_DEMANDE.refuse':
      return refuse(desk, act.fields);
    case 'EXAMINER_DEMANDE.ask':
      return ask(desk, act.fields);
    case 'EXAMINER_DEMANDE.redirect':
      return redirect(desk, act.fields);
    case 'CORRIGER_COURRIEL.correct':
      return correctEmail(desk, act.fields);
    case 'VERIFIER_COURRIEL.received':
    case 'VERIFIER_COURRIEL.resend':
      return resolveDoubt(task, desk.request, desk.resends);
    case 'CORRIGER_COURRIEL.abandon':
      return abandon(desk, text(act.fields.reason));
    default:
      throw new DomainError('ISSUE_INCONNUE', `« ${act.outcome} » n'est pas une issue de cette tâche.`);
  }
}

function accept(desk: RequestDesk, fields: Fields): void {
  const judged = judgeRequest(desk.request, 'accept', fields, desk.at);
  const otherCaf = otherCafAccepted(desk.request, fields);
  const granted = [
    ...judged.profiles.filter((one) => one.accepted).map((one) => one.profile),
    ...judged.services.filter((one) => one.accepted).map((one) => SERVICES[one.service]),
  ].join(', ');
  fireRequest(desk, 'accept', { label: `Demande acceptée : ${granted}` });
  recordDecision(desk, 'ACCEPTEE', { ...judged, otherCaf });
  desk.starts = dossiersOf(desk, judged, otherCaf);
  endRequest(desk, null);
  mailAccepted(desk, judged);
}

function refuse(desk: RequestDesk, fields: Fields): void {
  const judged = judgeRequest(desk.request, 'refuse', fields, desk.at);
  fireRequest(desk, 'refuse');
  recordDecision(desk, 'REFUSEE', judged);
  endRequest(desk, refusalsOf(judged).join(' '));
  mailRefused(desk, judged);
}

/** MAIL-21 and REM-1: a new question voids the former link. */
function ask(desk: RequestDesk, fields: Fields): void {
  const what = text(fields.what);
  const { request, at, actor } = desk;
  fireRequest(desk, 'ask');
  request.exchanges.push({ askedAt: at.toISOString(), askedBy: actor.id, what, suppliedAt: null, answer: null });
  request.facts.askedSince = at.toISOString();
  request.facts.reminders = 0;
  request.linkVersion += 1;
  mailMissing(desk);
}

/** REQ-4: the form says that the need is for another channel, or the agent says why it is. */
function redirect(desk: RequestDesk, fields: Fields): void {
  const reason = text(fields.reason) || null;
  if (reason === null && !asksElsewhere(desk.request.form)) {
    const message = 'La demande ne porte que sur des profils de ce formulaire : indiquez pourquoi elle est réorientée.';
    throw invalid([{ path: 'reason', code: 'MOTIF_MANQUANT', message, rule: 'REQ-4' }]);
  }
  fireRequest(desk, 'redirect');
  recordDecision(desk, 'REORIENTEE', { reason });
  endRequest(desk, reason);
  mailRedirected(desk, reason);
}

/** A refused address is corrected: the former link is void, what the applicant should have read is mailed again (R2). */
function correctEmail(desk: RequestDesk, fields: Fields): void {
  const { request } = desk;
  const email = parseEmail(text(fields.email));
  if (!email.ok) throw invalid([{ ...email.fault, path: 'email' }]);
  request.linkEmail = email.value;
  request.form.email = email.value;
  request.linkVersion += 1;
  request.incident = null;
  if (request.state === 'COMPLEMENT_DEMANDE') mailMissing(desk);
  else mailReceived(desk);
}

function abandon(desk: RequestDesk, reason: string): void {
  fireRequest(desk, 'cancel', { label: `Classée sans suite par la Caf : ${reason}` });
  endRequest(desk, reason);
  mailCancelled(desk, reason);
}
