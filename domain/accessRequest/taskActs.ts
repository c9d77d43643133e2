import { DomainError, invalid } from '../errors.ts';
import { parseEmail } from '../formats/email.ts';
import { inSentence } from '../formats/text.ts';
import { settleDoubt } from '../mail/doubt.ts';
import { type Task, taskKind } from '../task/kinds.ts';
import { markDone, taskOfAgent } from '../task/tasks.ts';
import type { RequestAct } from './acts.ts';
import { endRequest, fireRequest, noteRequest, openRequestTask, type RequestBench, recordDecision } from './bench.ts';
import { conventionnementOf, judgeProfiles, otherCafAccepted } from './decision.ts';
import { text } from './fields.ts';
import { mailAccepted, mailCancelled, mailMissing, mailReceived, mailRedirected, mailRefused } from './mails.ts';
import { asksElsewhere } from './types.ts';

type CompleteTask = Extract<RequestAct, { type: 'completeTask' }>;
type Fields = Record<string, unknown>;

/** The agent who takes the request gets its task. */
export function take(bench: RequestBench): void {
  fireRequest(bench, 'take');
  const task = openRequestTask(bench.request, 'EXAMINER_DEMANDE');
  if (task !== undefined) task.assigneeId = bench.actor.id;
}

/** Completing a task drives its request (§4.5). Throws TACHE_INCONNUE, TACHE_TERMINEE, ISSUE_INCONNUE or the faults of the fields. */
export function completeRequestTask(bench: RequestBench, act: CompleteTask): void {
  const { task, outcome } = taskOfAgent(bench.request.tasks, act, bench.actor);
  // deciding takes the request: both lines stand in the journal
  if (task.kind === 'EXAMINER_DEMANDE' && bench.request.state === 'DEPOSEE') take(bench);
  markDone(task, act, bench);
  noteRequest(bench, 'task.complete', `${taskKind(task.kind).label} : ${inSentence(outcome.label)}`, {
    entity: 'task',
    entityId: task.id,
  });
  carryOut(bench, task, act);
}

function carryOut(bench: RequestBench, task: Task, act: CompleteTask): void {
  switch (`${task.kind}.${act.outcome}`) {
    case 'EXAMINER_DEMANDE.accept':
      return accept(bench, act.fields);
    case 'EXAMINER_DEMANDE.refuse':
      return refuse(bench, act.fields);
    case 'EXAMINER_DEMANDE.ask':
      return ask(bench, act.fields);
    case 'EXAMINER_DEMANDE.redirect':
      return redirect(bench, act.fields);
    case 'CORRIGER_COURRIEL.correct':
      return correctEmail(bench, act.fields);
    case 'VERIFIER_COURRIEL.received':
    case 'VERIFIER_COURRIEL.resend':
      return settleDoubt(task, bench.request, bench.resends);
    case 'CORRIGER_COURRIEL.abandon':
      return abandon(bench, required(act.fields, 'reason', 'Indiquez le motif.'));
    default:
      throw new DomainError('ISSUE_INCONNUE', `« ${act.outcome} » n'est pas une issue de cette tâche.`);
  }
}

function accept(bench: RequestBench, fields: Fields): void {
  const profiles = judgeProfiles(bench.request, 'accept', fields);
  const otherCaf = otherCafAccepted(bench.request, fields);
  const granted = profiles
    .filter((one) => one.accepted)
    .map((one) => one.profile)
    .join(', ');
  fireRequest(bench, 'accept', { label: `Demande acceptée : ${granted}` });
  recordDecision(bench, 'ACCEPTEE', { profiles, otherCaf });
  bench.starts = conventionnementOf(bench, profiles, otherCaf);
  endRequest(bench, null);
  mailAccepted(bench, profiles);
}

function refuse(bench: RequestBench, fields: Fields): void {
  const profiles = judgeProfiles(bench.request, 'refuse', fields);
  fireRequest(bench, 'refuse');
  recordDecision(bench, 'REFUSEE', { profiles });
  endRequest(bench, profiles.map((one) => `${one.profile} : ${one.reason ?? ''}`).join(' '));
  mailRefused(bench, profiles);
}

/** MAIL-21 and REM-1: a new question voids the former link. */
function ask(bench: RequestBench, fields: Fields): void {
  const what = required(fields, 'what', 'Indiquez ce qui manque.');
  const { request, at, actor } = bench;
  fireRequest(bench, 'ask');
  request.exchanges.push({ askedAt: at.toISOString(), askedBy: actor.id, what, suppliedAt: null, answer: null });
  request.facts.askedSince = at.toISOString();
  request.facts.reminders = 0;
  request.linkVersion += 1;
  mailMissing(bench);
}

/** REQ-4: the form says that the need is for another channel, or the agent says why it is. */
function redirect(bench: RequestBench, fields: Fields): void {
  const reason = text(fields.reason) || null;
  if (reason === null && !asksElsewhere(bench.request.form)) {
    const message = 'La demande ne porte que sur des profils de ce formulaire : indiquez pourquoi elle est réorientée.';
    throw invalid([{ path: 'reason', code: 'MOTIF_MANQUANT', message, rule: 'REQ-4' }]);
  }
  fireRequest(bench, 'redirect');
  recordDecision(bench, 'REORIENTEE', { reason });
  endRequest(bench, reason);
  mailRedirected(bench, reason);
}

/** A refused address is corrected: the former link is void, what the applicant should have read is mailed again (R2). */
function correctEmail(bench: RequestBench, fields: Fields): void {
  const { request } = bench;
  const email = parseEmail(text(fields.email));
  if (!email.ok) throw invalid([{ ...email.fault, path: 'email' }]);
  request.linkEmail = email.value;
  request.form.email = email.value;
  request.linkVersion += 1;
  request.incident = null;
  if (request.state === 'COMPLEMENT_DEMANDE') mailMissing(bench);
  else mailReceived(bench);
}

function abandon(bench: RequestBench, reason: string): void {
  fireRequest(bench, 'cancel', { label: `Classée sans suite par la Caf : ${reason}` });
  endRequest(bench, reason);
  mailCancelled(bench, reason);
}

function required(fields: Fields, path: string, message: string): string {
  const value = text(fields[path]);
  if (value === '') throw invalid([{ path, code: 'CHAMP_OBLIGATOIRE', message }]);
  return value;
}
