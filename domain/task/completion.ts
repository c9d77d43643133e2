import { z } from 'zod';
import { DomainError, type Fault, invalid, missing } from '../errors.ts';
import { lettersFault } from '../formats/letters.ts';
import { answered } from '../formats/schemas.ts';
import { inSentence, quoted } from '../formats/text.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { type Fields, isBlank, line, list, text } from './fields.ts';
import { type Task, taskKind } from './kinds.ts';
import type { TaskField, TaskKindRow } from './row.ts';

/** To complete a task, as asked of its process and stored in the `command` table: what each outcome takes is the table of kinds' (§4.5). */
export const completeTaskSchema = z.object({
  type: z.literal('completeTask'),
  taskId: z.string(),
  outcome: z.string(),
  fields: z.record(z.string(), answered),
});
export type CompleteTask = z.output<typeof completeTaskSchema>;

type Outcome = TaskKindRow['outcomes'][string];

/**
 * The open task that an agent completes and the row of its outcome; nothing is changed yet. Throws TACHE_INCONNUE, TACHE_TERMINEE,
 * ACTION_NON_PERMISE, ISSUE_INCONNUE, CHAMP_OBLIGATOIRE for every field that the outcome requires and that is left blank (U3), and
 * CARACTERE_INTERDIT for what no document could show.
 */
export function taskToComplete(
  tasks: readonly Task[],
  act: CompleteTask,
  { role }: { role: string },
): { task: Task; outcome: Outcome } {
  const task = tasks.find(({ id }) => id === act.taskId);
  if (task === undefined) throw new DomainError('TACHE_INCONNUE', "Cette tâche n'existe pas.");
  if (task.state !== 'OUVERTE') throw taskOver(task, null);
  if (role !== 'agent' && role !== 'cafAdmin')
    throw new DomainError('ACTION_NON_PERMISE', 'Cette tâche est celle de la Caf.');
  const outcome = outcomeOf(task, act.outcome);
  const faults = outcome.fields
    .filter((field) => isMissing(field, act.fields[field.name]))
    .map(({ name, label }): Fault => missing(name, `Indiquez : ${inSentence(label)}.`));
  faults.push(...outcome.fields.flatMap((field) => unshownFaults(field, act.fields[field.name])));
  if (faults.length > 0) throw invalid(faults);
  return { task, outcome };
}

/** A task that waits for nobody any more: what was done, when and, where it is known, by whom (U9). */
export function taskOver(
  { kind, state, outcome, completedAt }: Pick<Task, 'kind' | 'state' | 'outcome' | 'completedAt'>,
  by: string | null,
): DomainError {
  const when = completedAt === null ? '' : ` le ${frenchInstant(completedAt)}`;
  if (state === 'ANNULEE')
    return new DomainError(
      'TACHE_TERMINEE',
      `Cette tâche n'est plus à faire : ce qu'elle demandait a pris fin${when}.`,
    );
  const what = outcome === null ? undefined : taskKind(kind).outcomes[outcome]?.label;
  return new DomainError(
    'TACHE_TERMINEE',
    `Cette tâche a déjà été faite${when}${by === null ? '' : ` par ${by}`}${what === undefined ? '' : ` : ${inSentence(what)}`}.`,
  );
}

/** The row of an outcome of a task's kind. Throws ISSUE_INCONNUE. */
export function outcomeOf({ kind }: Pick<Task, 'kind'>, name: string): Outcome {
  const { outcomes } = taskKind(kind);
  const outcome = outcomes[name];
  if (outcome !== undefined) return outcome;
  const known = Object.values(outcomes)
    .map(({ label }) => quoted(label))
    .join(', ');
  throw invalid([{ path: 'outcome', code: 'ISSUE_INCONNUE', message: `Issues possibles : ${known}.` }]);
}

/** Profiles are judged one by one where the request is decided: what was checked of them may say it (REQ-17). */
function isMissing({ required, type }: TaskField, value: unknown): boolean {
  if (!required || type === 'profiles') return false;
  if (type === 'list') return list(value).length === 0;
  return type === 'form' || type === 'row' || type === 'gaps' ? isBlank(value) : text(value) === '';
}

function unshownFaults({ name, type }: TaskField, value: unknown): Fault[] {
  if (type !== 'line' && type !== 'list') return [];
  const fault = lettersFault(type === 'line' ? line(value) : list(value).join(' '));
  return fault === null ? [] : [{ ...fault, path: name }];
}

/** Done by the actor, as told. */
export function markDone(
  task: Task,
  { outcome, fields }: { outcome: string; fields: Fields },
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
