import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { Task, TaskKind } from '../task/kinds.ts';
import { newTask, openTaskAmong, taskOpened } from '../task/tasks.ts';
import type { AnyKind, Desk } from './kind.ts';
import type { Dossier } from './types.ts';

/** Starts a decision on a copy: the dossier that was loaded stays as it was. */
export function openDesk(kind: AnyKind, dossier: Dossier, context: Context): Desk {
  const intents = { designation: null, succession: null, handOver: null, signatureCode: null, transfer: null };
  const drafts = { mails: [], resends: [], audit: [], ...intents, walked: [] };
  const copy = structuredClone(dossier);
  copy.facts.phase ??= null;
  return { ...context, kind, dossier: copy, ...drafts };
}

/** Writes a line of the journal about the dossier itself. */
export function note(desk: Desk, action: string, label: string, extra: Partial<AuditDraft> = {}): void {
  desk.audit.push({ action, entity: desk.dossier.type, entityId: desk.dossier.id, label, ...extra });
}

/** The open task of a kind and subject, if any. */
export function openTask(dossier: Dossier, kind: TaskKind, subject = ''): Task | undefined {
  return openTaskAmong(dossier.tasks, kind, subject);
}

/** Makes sure that a task of this kind waits for the Caf (§4.5); one of a kind and subject at a time, which it returns. */
export function ensureTask(desk: Desk, kind: TaskKind, reason: string, subject = ''): Task {
  const { dossier } = desk;
  const known = openTask(dossier, kind, subject);
  if (known !== undefined) return known;
  const task = newTask(desk, { kind, subject, caf: dossier.caf, reason });
  dossier.tasks.push(task);
  desk.audit.push(taskOpened(task));
  return task;
}

/** Closes the open task of a kind that nobody needs to do any more. */
export function dropTask(desk: Desk, kind: TaskKind): void {
  const task = openTask(desk.dossier, kind);
  if (task !== undefined) Object.assign(task, { state: 'ANNULEE', completedAt: desk.at });
}

/** … and all of them: nobody waits for anything any more. */
export function dropEveryTask({ dossier, at }: Desk): void {
  for (const task of dossier.tasks.filter((one) => one.state === 'OUVERTE'))
    Object.assign(task, { state: 'ANNULEE', completedAt: at });
}
