import { z } from 'zod';
import { dashboardFigures } from '../../../adapters/store/queries/dashboard.ts';
import { STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';

export const getDashboard = route({
  method: 'get',
  path: '/dashboard',
  tag: 'Suivi',
  summary: 'Chiffres de la Caf, ou de toutes',
  roles: STAFF,
  responses: {
    200: {
      description: 'Chiffres',
      schema: z.object({
        caf: z.string().nullable(),
        processes: z.array(z.object({ type: z.string(), state: z.string(), count: z.int(), open: z.int() })),
        waiting: z.array(z.object({ who: z.string(), count: z.int() })),
        late: z.int(),
        incidents: z.int(),
        tasks: z.array(z.object({ kind: z.string(), open: z.int(), late: z.int() })),
        mails: z.array(z.object({ state: z.string(), count: z.int() })),
      }),
    },
  },
  async handler({ deps, person, at }) {
    const scope = scopeOf(person);
    return {
      status: 200,
      body: { caf: 'caf' in scope ? scope.caf : null, ...(await dashboardFigures(deps.db, scope, at)) },
    };
  },
});
