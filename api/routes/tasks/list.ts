import { z } from 'zod';
import { countTasks, listTasks, TASK_SORTS, taskById } from '../../../adapters/store/queries/tasks.ts';
import { mayRead, STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { flag, id, listOf, sortedQuery } from '../../shapes/common.ts';
import { presentTask, TASK_KIND_CODES, TASK_STATES, taskOut } from '../../shapes/task.ts';

export const listTasksRoute = route({
  method: 'get',
  path: '/tasks',
  tag: 'Tâches',
  summary: 'Tâches à faire, les plus urgentes en premier',
  roles: STAFF,
  query: z.strictObject({
    ...sortedQuery(TASK_SORTS, 'due'),
    kind: z.enum(TASK_KIND_CODES).optional(),
    state: z
      .enum([...TASK_STATES, 'TOUTES'])
      .default('OUVERTE')
      .meta({ description: 'Par défaut, les tâches à faire ; `TOUTES` : aussi les faites et les annulées' }),
    caf: z.string().min(1).max(10).optional(),
    dossier: z.string().min(1).max(200).optional(),
    assignee: z.string().min(1).max(200).optional().meta({ description: 'Identifiant, ou `me`' }),
    late: flag.optional(),
    available: flag.optional().meta({ description: '`true` : les miennes et celles que personne n’a prises' }),
    after: id.optional().meta({ description: 'Une tâche : celles qui viennent après elle, par échéance' }),
  }),
  responses: { 200: { description: 'Tâches', schema: listOf(taskOut) } },
  async handler({ deps, person, query, at }) {
    const { dossier, assignee, state, available, after, ...filter } = query;
    const asked = {
      ...filter,
      state: state === 'TOUTES' ? undefined : state,
      processId: dossier,
      assigneeId: assignee === 'me' ? person.id : assignee,
      availableTo: available === true ? person.id : undefined,
      after: after === undefined ? undefined : mayRead(person, await taskById(deps.db, after)),
    };
    const [page, total] = await Promise.all([
      listTasks(deps.db, scopeOf(person), asked, at),
      countTasks(deps.db, scopeOf(person), asked, at),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentTask(row, at)) } };
  },
});
