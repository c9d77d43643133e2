import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft, MailResend } from '../mail/draft.ts';
import { type Task, type TaskKind, taskKind } from '../task/kinds.ts';
import { newTask, openTaskAmong } from '../task/tasks.ts';
import type { Designation, Succession } from './intents.ts';
import type { Dossier } from './types.ts';

/** A decision in the making: the dossier as it becomes, and what goes with it in the same transaction. */
export interface Desk extends Context {
  dossier: Dossier;
  mails: MailDraft[];
  resends: MailResend[];
  audit: AuditDraft[];
  /** the first administrateur whose account is to be made with this decision (ADM-10) */
  designation: Designation | null;
  /** a convention took the place of another (DEL-5): its people move with this decision (DEL-10) */
  succession: Succession | null;
}

/** Starts a decision on a copy: the dossier that was loaded stays as it was. */
export function openDesk(dossier: Dossier, context: Context): Desk {
  const drafts = {
    mails: [],
    resends: [],
    audit: [],
    designation: null,
    succession: null,
  };
  return { ...context, dossier: structuredClone(dossier), ...drafts };
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
  note(desk, 'task.open', `Tâche ouverte : ${taskKind(kind).label}`);
  return task;
}

/** Closes open tasks of a kind that nobody needs to do any more. */
export function dropTask(desk: Desk, kind: TaskKind): void {
  const task = openTask(desk.dossier, kind);
  if (task === undefined) return;
  task.state = 'ANNULEE';
  task.completedAt = desk.at;
}
