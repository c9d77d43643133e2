import { releaseTask } from '../../../adapters/store/queries/tasks.ts';
import { CAF, hasRole } from '../../access.ts';
import { holdTask } from '../../holdTask.ts';
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
  async handler(call) {
    const { person, at } = call;
    const task = await holdTask(call, {
      turn: (tx, { id }) => releaseTask(tx, id, person.id, hasRole(person, 'cafAdmin')),
      isDone: ({ assigneeId }) => assigneeId === null,
      line: { action: 'task.release', label: 'Tâche rendue' },
      taken: () => "Cette tâche est celle d'un autre agent.",
    });
    return { status: 200, body: presentTask(task, at) };
  },
});
