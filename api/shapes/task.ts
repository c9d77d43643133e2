import { z } from 'zod';
import type { TaskRow } from '../../adapters/store/queries/tasks.ts';
import { TASK_KINDS, type TaskKind, taskKind } from '../../domain/task/kinds.ts';
import { lateDays } from '../../domain/task/lateness.ts';
import { id, instant, iso, isoOrNull } from './common.ts';

export const TASK_KIND_CODES = Object.keys(TASK_KINDS) as TaskKind[];
export const TASK_STATES = ['OUVERTE', 'FAITE', 'ANNULEE'] as const;

export const taskOut = z
  .object({
    id,
    kind: z.enum(TASK_KIND_CODES),
    label: z.string(),
    dossier: z.string().meta({ description: 'Identifiant du dossier (processus)' }),
    dossierType: z.string(),
    dossierLabel: z.string(),
    subject: z.string().meta({ description: "Numéro de ligne d'une campagne, ou vide" }),
    caf: z.string(),
    role: z.string(),
    assignee: z.object({ id, name: z.string() }).nullable(),
    reason: z.string(),
    due: instant,
    late: z.boolean(),
    lateDays: z.int().meta({ description: 'Jours de retard commencés ; 0 : à temps' }),
    state: z.enum(TASK_STATES),
    outcome: z.string().nullable(),
    outcomes: z.array(z.string()),
    outcomeForms: z.array(
      z.object({
        outcome: z.string(),
        label: z.string(),
        fields: z.array(z.object({ name: z.string(), label: z.string(), type: z.string(), required: z.boolean() })),
      }),
    ),
    createdAt: instant,
    completedAt: instant.nullable(),
    doneBy: z.object({ id, name: z.string() }).nullable().meta({ description: 'Qui l’a faite' }),
  })
  .meta({ id: 'Task' });

export function presentTask(row: TaskRow, at: Date): z.input<typeof taskOut> {
  const kind = row.kind as TaskKind;
  const { label, outcomes } = taskKind(kind);
  return {
    id: row.id,
    kind,
    label,
    dossier: row.processId,
    dossierType: row.process.type,
    dossierLabel: row.process.label,
    subject: row.subject,
    caf: row.caf,
    role: row.role,
    assignee: row.assignee,
    reason: row.reason,
    due: iso(row.due),
    late: row.state === 'OUVERTE' && row.due < at,
    lateDays: lateDays(row, at),
    state: row.state as (typeof TASK_STATES)[number],
    outcome: row.outcome,
    outcomes: Object.keys(outcomes),
    outcomeForms: Object.entries(outcomes).map(([outcome, one]) => ({
      outcome,
      label: one.label,
      fields: one.fields.map((field) => ({ ...field })),
    })),
    createdAt: iso(row.createdAt),
    completedAt: isoOrNull(row.completedAt),
    doneBy: row.doneBy,
  };
}
