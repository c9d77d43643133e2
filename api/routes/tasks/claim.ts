import { claimTask, taskById } from '../../../adapters/store/queries/tasks.ts';
import { DomainError } from '../../../domain/errors.ts';
import { actorOf, CAF, mayAct } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentTask, taskOut } from '../../shapes/task.ts';

export const claimTaskRoute = route({
  method: 'post',
  path: '/tasks/{id}/claim',
  tag: 'Tâches',
  summary: 'Prendre une tâche',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'La tâche est à vous', schema: taskOut } },
  errors: ['TACHE_PRISE', 'TACHE_TERMINEE'],
  async handler({ deps, person, params, ip, at }) {
    const task = mayAct(person, await taskById(deps.db, params.id));
    await deps.db.$transaction(async (tx) => {
      if (!(await claimTask(tx, task.id, person.id))) throw refusal(task);
      if (task.assigneeId === person.id) return;
      await journal(
        tx,
        { action: 'task.claim', entity: 'task', entityId: task.id, label: 'Tâche prise' },
        { at, actor: actorOf(person, ip), processId: task.processId, caf: task.caf },
      );
    });
    return { status: 200, body: presentTask(mayAct(person, await taskById(deps.db, task.id)), at) };
  },
});

function refusal(task: { state: string; assignee: { name: string } | null }): DomainError {
  if (task.state !== 'OUVERTE') return new DomainError('TACHE_TERMINEE', 'Cette tâche est déjà terminée.');
  return new DomainError(
    'TACHE_PRISE',
    `Cette tâche est déjà prise${task.assignee === null ? '' : ` par ${task.assignee.name}`}.`,
  );
}
