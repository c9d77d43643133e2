import type { AuditDraft } from '../decision/journal.ts';
import { addWorkingDays } from '../policy/calendar.ts';
import { type Task, type TaskKind, taskKind } from './kinds.ts';

/** What the tasks of dossiers, access requests and cases have in common (§4.5). */

interface NewTask {
  kind: TaskKind;
  subject: string;
  caf: string;
  reason: string;
  assigneeId?: string | null;
  /** working days; unsaid: those of its kind */
  dueDays?: number;
}

/** The open task of a kind and subject, if any. */
export function openTaskAmong(tasks: readonly Task[], kind: TaskKind, subject: string): Task | undefined {
  return tasks.find((task) => task.kind === kind && task.subject === subject && task.state === 'OUVERTE');
}

/** A task for the Caf, open from now on. */
export function newTask(
  { at, newId }: { at: Date; newId: () => string },
  { kind, subject, caf, reason, assigneeId = null, dueDays = taskKind(kind).dueDays }: NewTask,
): Task {
  return {
    id: newId(),
    kind,
    subject,
    caf,
    role: 'agent',
    assigneeId,
    reason,
    due: addWorkingDays(at, dueDays),
    state: 'OUVERTE',
    outcome: null,
    fields: null,
    completedBy: null,
    createdAt: at,
    completedAt: null,
  };
}

/** The journal's line that tells it: about the task itself, so that what it begins with stands there (S6). */
export function taskOpened({ id, kind }: Task): AuditDraft {
  return { action: 'task.open', entity: 'task', entityId: id, label: `Tâche ouverte : ${taskKind(kind).label}` };
}
