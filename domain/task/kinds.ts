import { REQUEST_TASKS } from '../accessRequest/tasks.ts';
import { CONTROL_TASKS } from '../annualControl/tasks.ts';
import { APPROVER_TASKS } from '../approverChange/tasks.ts';
import { CAMPAIGN_TASKS } from '../campaign/tasks.ts';
import { DOSSIER_TASKS } from '../dossier/tasks.ts';
import { ESAT_TASKS } from '../esat/tasks.ts';
import { MAIL_TASKS } from '../mail/tasks.ts';
import { INCIDENT_TASKS } from '../securityIncident/tasks.ts';
import { SUPPORT_TASKS } from '../supportRequest/tasks.ts';
import { USER_REQUEST_TASKS } from '../userRequest/tasks.ts';
import type { TaskKindRow } from './row.ts';

/** Every kind of work of the Caf, each told by the area that opens it: pages, API and processes read this table. */
export const TASK_KINDS = {
  ...REQUEST_TASKS,
  ...CAMPAIGN_TASKS,
  ...ESAT_TASKS,
  ...DOSSIER_TASKS,
  ...MAIL_TASKS,
  ...INCIDENT_TASKS,
  ...APPROVER_TASKS,
  ...SUPPORT_TASKS,
  ...CONTROL_TASKS,
  ...USER_REQUEST_TASKS,
} as const satisfies Record<string, TaskKindRow>;

export type TaskKind = keyof typeof TASK_KINDS;
export type TaskState = 'OUVERTE' | 'FAITE' | 'ANNULEE';

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
