import { type Change, changeOf, type Fields } from '../decision/changes.ts';
import type { Task } from './kinds.ts';

/** A task that was opened or went on, before and after; what was typed in it is its process's, and sealed with that (S6). */
export function taskChange(was: Task | null, is: Task, processId: string): Change[] {
  return changeOf({ entity: 'task', entityId: is.id }, was === null ? null : told(was), told(is), {
    subject: processId,
    isPersonal: (field) => field === 'fields',
  });
}

function told({ kind, subject, caf, state, assigneeId, outcome, completedBy, fields }: Task): Fields {
  return { kind, subject, caf, state, assigneeId, outcome, completedBy, fields };
}
