import type { Person } from '../adapters/identity/sessions.ts';
import { processType } from '../adapters/store/queries/processes.ts';
import { type TaskRow, taskById } from '../adapters/store/queries/tasks.ts';
import { rowCorrectionsSchema } from '../domain/campaign/corrections.ts';
import type { Code } from '../domain/codes.ts';
import { knowsAct } from '../domain/command/acts.ts';
import { DomainError, invalid, unasked } from '../domain/errors.ts';
import { isSignature } from '../domain/task/batch.ts';
import { type CompleteTask, outcomeOf, taskOver } from '../domain/task/completion.ts';
import { type Fields, text } from '../domain/task/fields.ts';
import type { TaskKind, TaskState } from '../domain/task/kinds.ts';
import { actorOf, hasRole, mayAct } from './access.ts';
import { withSealedWords } from './demarches.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';
import { signingActor } from './signing.ts';

/** Completes a task, which moves its dossier (§4.5); what the outcome needs is checked where it is carried out. */
export async function completeTask(
  call: Call<unknown, unknown, unknown, Person>,
  { taskId, outcome, fields }: Omit<CompleteTask, 'type'>,
): Promise<TaskRow> {
  const { deps, person, ip } = call;
  const task = mayAct(person, await taskById(deps.db, taskId));
  if (
    task.assigneeId !== null &&
    task.assigneeId !== person.id &&
    task.state === 'OUVERTE' &&
    !hasRole(person, 'cafAdmin')
  ) {
    throw new DomainError('TACHE_PRISE', `Cette tâche est prise par ${task.assignee?.name ?? 'un autre agent'}.`);
  }
  refuseUnknownFields(task.kind as TaskKind, outcome, fields);
  const type = processType(task.process);
  if (!knowsAct(type, 'completeTask')) throw new DomainError('ETAT_INCOMPATIBLE', 'Cette tâche ne se termine pas ici.');
  const actor = isSignature(task.kind, outcome) ? await signingActor(call) : actorOf(person, ip);
  try {
    await withoutWords(call, task, outcome, fields, (sent) =>
      perform(call, { id: task.processId, type }, { type: 'completeTask', taskId, outcome, fields: sent }, actor),
    );
  } catch (error) {
    throw await told(call, taskId, error);
  }
  return mayAct(person, await taskById(deps.db, taskId));
}

/** Whoever comes second reads what was done, when and by whom (U9): a process knows its people by their ids only. */
async function told({ deps }: Pick<Call, 'deps'>, taskId: string, error: unknown): Promise<unknown> {
  if (!(error instanceof DomainError) || !OVER.has(error.code)) return error;
  const now = await taskById(deps.db, taskId);
  return now === null || now.state === 'OUVERTE' ? error : overAs(now);
}
const OVER: ReadonlySet<Code> = new Set(['TACHE_TERMINEE', 'DOSSIER_TERMINE', 'DEMANDE_TERMINEE']);

/** The refusal of a task that somebody has done. */
export function overAs({ kind, state, outcome, completedAt, doneBy }: TaskRow): DomainError {
  const over = { kind: kind as TaskKind, state: state as TaskState, outcome, completedAt };
  return taskOver(over, doneBy?.name ?? null);
}

/** What the table calls sealed is kept so before the act is stored: the act carries its id (TUT-13). Blank ones are left to the decision. */
async function withoutWords(
  call: Call<unknown, unknown, unknown, Person>,
  task: Pick<TaskRow, 'kind' | 'processId'>,
  outcome: string,
  fields: Fields,
  act: (fields: Fields) => Promise<void>,
): Promise<void> {
  const sealed = outcomeOf({ kind: task.kind as TaskKind }, outcome).fields.filter(
    ({ name, type }) => type === 'sealed' && text(fields[name]) !== '',
  );
  if (sealed.length === 0) return act(fields);
  const tooLong = sealed.filter(({ name }) => text(fields[name]).length > WORDS_MAX);
  if (tooLong.length > 0)
    throw invalid(
      tooLong.map(({ name }) => ({
        path: name,
        code: 'CHAMP_INVALIDE',
        message: `Écrivez ${WORDS_MAX} caractères au plus.`,
      })),
    );
  const words = sealed.map(({ name }) => text(fields[name]));
  await withSealedWords(call, task.processId, words, (ids) =>
    act({ ...fields, ...Object.fromEntries(sealed.map(({ name }, index) => [name, ids[index]])) }),
  );
}

const WORDS_MAX = 4_000;

/** Fields that the table of tasks does not name are told, not dropped (U3). Deciding a request has a form of its own. */
function refuseUnknownFields(kind: TaskKind, outcome: string, fields: Fields): void {
  const row = outcomeOf({ kind }, outcome);
  if (kind === 'EXAMINER_DEMANDE') return;
  const allowed = new Set(
    row.fields.flatMap((field) => [
      field.name,
      ...(field.type === 'row' ? Object.keys(rowCorrectionsSchema.shape) : []),
    ]),
  );
  const faults = Object.keys(fields)
    .filter((name) => !allowed.has(name))
    .map(unasked);
  if (faults.length > 0) throw invalid(faults);
}
