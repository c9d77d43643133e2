import { processById } from '../adapters/store/queries/processes.ts';
import { assignTask, colleaguesOf } from '../adapters/store/queries/tasks.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { actorOf, mayActOnProcess, notFound } from './access.ts';
import { journal } from './perform.ts';
import type { Call, Person } from './route.ts';

/**
 * Gives every open task of a dossier to one agent of the Caf that manages it, whoever had them: the journal says who gave which to whom. Throws
 * TACHE_TERMINEE where there is none.
 */
export async function assignDossier(
  { deps, person, ip, at }: Call<unknown, unknown, unknown, Person>,
  processId: string,
  assigneeId: string,
): Promise<{ state: string }> {
  const process = mayActOnProcess(person, await processById(deps.db, processId));
  const colleague = (await colleaguesOf(deps.db, process.caf, at)).find(({ id }) => id === assigneeId);
  if (colleague === undefined) throw notOfThisCaf();
  await deps.db.$transaction(async (tx) => {
    const tasks = await tx.task.findMany({
      where: { processId: process.id, state: 'OUVERTE' },
      orderBy: { id: 'asc' },
      select: { id: true, assigneeId: true },
    });
    if (tasks.length === 0) throw new DomainError('TACHE_TERMINEE', "Ce dossier n'a aucune tâche à confier.");
    for (const task of tasks.filter((one) => one.assigneeId !== colleague.id)) {
      if (!(await assignTask(tx, task.id, colleague.id))) continue; // done meanwhile
      await journal(
        tx,
        {
          ...{ action: 'task.assign', label: `Tâche confiée à ${colleague.name}`, entity: 'task', entityId: task.id },
          ...{ before: { assigneeId: task.assigneeId }, after: { assigneeId: colleague.id } },
        },
        { at, actor: actorOf(person, ip), processId: process.id, caf: process.caf },
      );
    }
  });
  const after = await processById(deps.db, process.id);
  if (after === null) throw notFound();
  return after;
}

/** A task goes to an agent of the Caf in charge, and to nobody else. */
export const notOfThisCaf = () =>
  invalid([
    { path: 'assigneeId', code: 'CHAMP_INVALIDE', message: 'Choisissez un agent de la Caf qui gère ce dossier.' },
  ]);
