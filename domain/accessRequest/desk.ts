import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import { notByYou, notInState } from '../errors.ts';
import { withinSentence } from '../formats/typography.ts';
import type { Task, TaskKind } from '../task/kinds.ts';
import { newTask, openTaskAmong, taskOpened } from '../task/tasks.ts';
import { REQUEST_STATE_LABELS, type RequestEvent, transitionOf } from './transitions.ts';
import type { AccessRequest, ProfileDecision, RequestDecision, RequestOutcome, ServiceDecision } from './types.ts';

/** A decision on a request in the making. */
export type RequestDesk = Context & RequestOutcome;

/** Starts a decision on a copy: the request that was loaded stays as it was. */
export function openRequestDesk(request: AccessRequest, context: Context): RequestDesk {
  return { ...context, request: structuredClone(request), mails: [], resends: [], audit: [], starts: [] };
}

/** Writes a line of the journal about the request. */
export function noteRequest(desk: RequestDesk, action: string, label: string, extra: Partial<AuditDraft> = {}): void {
  desk.audit.push({ action, entity: 'accessRequest', entityId: desk.request.id, label, ...extra });
}

/**
 * Moves the request along the table (§3.3). Throws ETAT_INCOMPATIBLE or ACTION_NON_PERMISE, changing nothing.
 * `label` replaces the table's words in the timeline.
 */
export function fireRequest(
  desk: RequestDesk,
  event: RequestEvent,
  options: { as?: 'process'; label?: string } = {},
): void {
  const { request } = desk;
  const row = transitionOf(request.state, event, options.as ?? desk.actor.role);
  if (row === 'WRONG_ROLE') throw notByYou('cette demande');
  if (row === 'WRONG_STATE') throw notInState('La demande', withinSentence(REQUEST_STATE_LABELS[request.state]));
  const before = { state: request.state };
  request.state = row.to;
  noteRequest(desk, `request.${event}`, options.label ?? row.label, {
    rule: row.rules[0],
    before,
    after: { state: row.to },
  });
}

/** The open task of a kind and subject, if any. */
export function openRequestTask(request: AccessRequest, kind: TaskKind, subject = ''): Task | undefined {
  return openTaskAmong(request.tasks, kind, subject);
}

/** Makes sure that a task of this kind waits for the Caf (§4.5); whoever did the last one gets the next. */
export function ensureRequestTask(desk: RequestDesk, kind: TaskKind, reason: string, subject = ''): void {
  const { request } = desk;
  if (openRequestTask(request, kind, subject) !== undefined) return;
  const last = request.tasks.filter((task) => task.kind === kind).at(-1);
  const assigneeId = last?.assigneeId ?? null;
  const task = newTask(desk, { kind, subject, caf: request.caf, reason, assigneeId });
  request.tasks.push(task);
  desk.audit.push(taskOpened(task));
}

/** Ends the request: nothing waits for anybody any more. */
export function endRequest(desk: RequestDesk, reason: string | null): void {
  const { request, at } = desk;
  request.facts.endReason = reason;
  request.facts.askedSince = null;
  for (const task of request.tasks.filter((one) => one.state === 'OUVERTE')) {
    task.state = 'ANNULEE';
    task.completedAt = at;
  }
}

/** Keeps what was decided, by whom and when. */
export function recordDecision(
  desk: RequestDesk,
  outcome: RequestDecision['outcome'],
  {
    profiles = [],
    services = [],
    otherCaf = false,
    reason = null,
  }: { profiles?: ProfileDecision[]; services?: ServiceDecision[]; otherCaf?: boolean; reason?: string | null },
): void {
  desk.request.decision = {
    outcome,
    decidedAt: desk.at.toISOString(),
    decidedBy: desk.actor.id,
    profiles,
    ...(services.length > 0 ? { services } : {}),
    otherCaf,
    reason,
  };
}
