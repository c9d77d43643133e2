import { taskById } from '../../../adapters/store/queries/tasks.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentTask, taskOut } from '../../shapes/task.ts';

export const getTask = route({
  method: 'get',
  path: '/tasks/{id}',
  tag: 'Tâches',
  summary: 'Une tâche',
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'La tâche', schema: taskOut } },
  async handler({ deps, person, params, at }) {
    return { status: 200, body: presentTask(mayRead(person, await taskById(deps.db, params.id)), at) };
  },
});
