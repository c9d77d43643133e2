import { DomainError, invalid } from '../errors.ts';
import { addWorkingDays } from '../policy/calendar.ts';
import { type Task, type TaskKind, type TaskKindRow, taskKind } from './kinds.ts';

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

interface Completion {
  taskId: string;
  outcome: string;
  fields: Record<string, unknown>;
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

/** The open task that is completed. Throws TACHE_INCONNUE or TACHE_TERMINEE. */
export function taskToComplete(tasks: readonly Task[], { taskId }: Pick<Completion, 'taskId'>): Task {
  const task = tasks.find(({ id }) => id === taskId);
  if (task === undefined) throw new DomainError('TACHE_INCONNUE', "Cette tâche n'existe pas.");
  if (task.state !== 'OUVERTE') throw new DomainError('TACHE_TERMINEE', 'Cette tâche est déjà terminée.');
  return task;
}

/** … by an agent. Throws ACTION_NON_PERMISE and ISSUE_INCONNUE too. */
export function taskOfAgent(
  tasks: readonly Task[],
  act: Pick<Completion, 'taskId' | 'outcome'>,
  { role }: { role: string },
): { task: Task; outcome: TaskKindRow['outcomes'][string] } {
  const task = taskToComplete(tasks, act);
  if (role !== 'agent' && role !== 'cafAdmin')
    throw new DomainError('ACTION_NON_PERMISE', 'Cette tâche est celle de la Caf.');
  const { outcomes } = taskKind(task.kind);
  const outcome = outcomes[act.outcome];
  if (outcome !== undefined) return { task, outcome };
  const known = Object.keys(outcomes).join(', ');
  throw invalid([{ path: 'outcome', code: 'ISSUE_INCONNUE', message: `Issues possibles : ${known}.` }]);
}

/** Done by the actor, as told. */
export function markDone(
  task: Task,
  { outcome, fields }: Pick<Completion, 'outcome' | 'fields'>,
  { at, actor }: { at: Date; actor: { id: string } },
): void {
  Object.assign(task, {
    state: 'FAITE',
    outcome,
    fields,
    completedBy: actor.id,
    completedAt: at,
  } satisfies Partial<Task>);
}
