import { z } from 'zod';
import { assignTask, colleaguesOf, taskById } from '../../../adapters/store/queries/tasks.ts';
import { CAF, mayRead } from '../../access.ts';
import { notOfThisCaf } from '../../assignDossier.ts';
import { holdTask } from '../../holdTask.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { presentTask, taskOut } from '../../shapes/task.ts';

export const colleaguesOut = z.object({ items: z.array(z.object({ id, name: z.string() })) });

export const taskColleagues = route({
  method: 'get',
  path: '/tasks/{id}/colleagues',
  tag: 'Tâches',
  summary: 'À qui une tâche peut être confiée',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'Agents de la Caf de la tâche, par nom', schema: colleaguesOut } },
  async handler({ deps, person, params, at }) {
    const task = mayRead(person, await taskById(deps.db, params.id));
    return { status: 200, body: { items: await colleaguesOf(deps.db, task.caf, at) } };
  },
});

export const assignTaskRoute = route({
  method: 'post',
  path: '/tasks/{id}/assign',
  tag: 'Tâches',
  summary: 'Confier une tâche à un collègue, ou reprendre celle d’un absent',
  description: 'Quel que soit l’agent qui l’avait : le journal dit qui l’a confiée à qui.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({ assigneeId: id.meta({ description: 'Un agent de la même Caf' }) }),
  responses: { 200: { description: 'La tâche est à cette personne', schema: taskOut } },
  errors: ['TACHE_TERMINEE'],
  async handler(call) {
    const { deps, person, params, body, at } = call;
    const before = mayRead(person, await taskById(deps.db, params.id));
    const colleague = (await colleaguesOf(deps.db, before.caf, at)).find((one) => one.id === body.assigneeId);
    const task = await holdTask(call, {
      turn: async (tx, { id: taskId }) => {
        if (colleague === undefined) throw notOfThisCaf();
        return assignTask(tx, taskId, colleague.id);
      },
      isDone: ({ assigneeId }) => assigneeId === body.assigneeId,
      line: {
        action: 'task.assign',
        label: colleague?.id === person.id ? 'Tâche reprise' : `Tâche confiée à ${colleague?.name ?? ''}`,
      },
      taken: () => 'Cette tâche ne peut pas être confiée.',
    });
    return { status: 200, body: presentTask(task, at) };
  },
});
