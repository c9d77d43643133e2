import { claimTask } from '../../../adapters/store/queries/tasks.ts';
import { CAF } from '../../access.ts';
import { holdTask } from '../../holdTask.ts';
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
  async handler(call) {
    const { person, at } = call;
    const task = await holdTask(call, {
      turn: (tx, { id }) => claimTask(tx, id, person.id),
      isDone: ({ assigneeId }) => assigneeId === person.id,
      line: { action: 'task.claim', label: 'Tâche prise' },
      taken: ({ assignee }) => `Cette tâche est déjà prise${assignee === null ? '' : ` par ${assignee.name}`}.`,
    });
    return { status: 200, body: presentTask(task, at) };
  },
});
