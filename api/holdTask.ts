import type { Person } from '../adapters/identity/sessions.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import { type TaskRow, taskById } from '../adapters/store/queries/tasks.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf, mayAct } from './access.ts';
import { overAs } from './completeTask.ts';
import { journal } from './perform.ts';
import type { Call } from './route.ts';

interface Turn {
  /** false: it is another's */
  turn(tx: Transaction, task: TaskRow): Promise<boolean>;
  /** it was so already: nothing is told */
  isDone(task: TaskRow): boolean;
  line: { action: string; label: string };
  /** why not, of a task that is open */
  taken(task: TaskRow): string;
}

/** Takes an open task, or gives it back, and tells the journal. Throws TACHE_TERMINEE, TACHE_PRISE. */
export async function holdTask(
  { deps, person, params, ip, at }: Call<{ id: string }, unknown, unknown, Person>,
  { turn, isDone, line, taken }: Turn,
): Promise<TaskRow> {
  const task = mayAct(person, await taskById(deps.db, params.id));
  await deps.db.$transaction(async (tx) => {
    if (!(await turn(tx, task))) {
      const now = (await taskById(deps.db, task.id)) ?? task;
      throw now.state === 'OUVERTE' ? new DomainError('TACHE_PRISE', taken(now)) : overAs(now);
    }
    if (isDone(task)) return;
    const now = await tx.task.findUnique({ where: { id: task.id }, select: { assigneeId: true } });
    await journal(
      tx,
      {
        ...{ ...line, entity: 'task', entityId: task.id },
        ...{ before: { assigneeId: task.assigneeId }, after: { assigneeId: now?.assigneeId ?? null } },
      },
      { at, actor: actorOf(person, ip), processId: task.processId, caf: task.caf },
    );
  });
  return mayAct(person, await taskById(deps.db, task.id));
}
