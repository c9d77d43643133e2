import { REQUEST_TASKS } from '../accessRequest/tasks.ts';
import { CAMPAIGN_TASKS } from '../campaign/tasks.ts';
import * as CASES from '../case/declared.ts';
import type { DossierDeclaration } from '../dossier/declaration.ts';
import * as DOSSIERS from '../dossier/declared.ts';
import { DOSSIER_TASKS } from '../dossier/tasks.ts';
import type { Mark } from '../formats/mark.ts';
import { MAIL_TASKS } from '../mail/tasks.ts';
import type { TaskKindRow } from './row.ts';

type KeysOf<D> = D extends { tasks: infer T } ? keyof T & string : never;

/** Those that one kind alone opens stand in its declaration. */
function tasksOf<D extends Readonly<Record<string, DossierDeclaration>>>(
  kinds: D,
): Record<KeysOf<D[keyof D]>, TaskKindRow> {
  return Object.assign({}, ...Object.values(kinds).map(({ tasks }) => tasks));
}

/** Every kind of work of the Caf, each told by the area that opens it: pages, API and processes read this table. */
export const TASK_KINDS = {
  ...REQUEST_TASKS,
  ...CAMPAIGN_TASKS,
  ...tasksOf(DOSSIERS),
  ...DOSSIER_TASKS,
  ...MAIL_TASKS,
  ...tasksOf(CASES),
} as const satisfies Record<string, TaskKindRow>;

export type TaskKind = keyof typeof TASK_KINDS;
export type TaskState = 'OUVERTE' | 'FAITE' | 'ANNULEE';

/** What each asks for, in words. */
export const TASK_WORDS: Readonly<Record<TaskKind, string>> = Object.fromEntries(
  Object.entries(TASK_KINDS).map(([kind, { label }]) => [kind, label]),
) as Record<TaskKind, string>;

/** Words of a state, as pages show it. */
export const TASK_STATE_LABELS: Record<TaskState, string> = { OUVERTE: 'À faire', FAITE: 'Faite', ANNULEE: 'Annulée' };
export const TASK_STATE_MARKS: Readonly<Record<TaskState, Mark>> = {
  OUVERTE: 'toDo',
  FAITE: 'done',
  ANNULEE: 'amiss',
};

export interface Task {
  id: string;
  kind: TaskKind;
  subject: string;
  caf: string;
  role: 'agent';
  assigneeId: string | null;
  reason: string;
  due: Date;
  state: TaskState;
  outcome: string | null;
  fields: Record<string, unknown> | null;
  completedBy: string | null;
  createdAt: Date;
  completedAt: Date | null;
}

/** The row of a kind, typed as the general shape. */
export function taskKind(kind: TaskKind): TaskKindRow {
  return TASK_KINDS[kind];
}
