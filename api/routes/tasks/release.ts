import { releaseTask, taskById } from '../../../adapters/store/queries/tasks.ts';
import { DomainError } from '../../../domain/errors.ts';
import { actorOf, CAF, hasRole, mayAct } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentTask, taskOut } from '../../shapes/task.ts';

export const releaseTaskRoute = route({
  method: 'post',
  path: '/tasks/{id}/release',
  tag: 'Tâches',
  summary: 'Rendre une tâche',
  description: "La sienne ; un administrateur de Caf rend aussi celle d'un autre.",
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'La tâche est à prendre', schema: taskOut } },
  errors: ['TACHE_PRISE', 'TACHE_TERMINEE'],
  async handler({ deps, person, params, ip, at }) {
    const task = mayAct(person, await taskById(deps.db, params.id));
    await deps.db.$transaction(async (tx) => {
      if (!(await releaseTask(tx, task.id, person.id, hasRole(person, 'cafAdmin')))) {
        throw task.state === 'OUVERTE'
          ? new DomainError('TACHE_PRISE', "Cette tâche est celle d'un autre agent.")
          : new DomainError('TACHE_TERMINEE', 'Cette tâche est déjà terminée.');
      }
      if (task.assigneeId === null) return;
      await journal(
        tx,
        { action: 'task.release', entity: 'task', entityId: task.id, label: 'Tâche rendue' },
        { at, actor: actorOf(person, ip), processId: task.processId, caf: task.caf },
      );
    });
    return { status: 200, body: presentTask(mayAct(person, await taskById(deps.db, task.id)), at) };
  },
});
