import { z } from 'zod';
import { countProcesses, listProcesses, SUPPORT_SORTS } from '../../../adapters/store/queries/processes.ts';
import { SUPPORT_STATES } from '../../../domain/supportRequest/transitions.ts';
import { CAF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { flag, id, listOf, sortedQuery } from '../../shapes/common.ts';
import { presentSupport, supportOut } from '../../shapes/support.ts';

export const listSupportRequests = route({
  method: 'get',
  path: '/support-requests',
  tag: 'Support',
  summary: 'Demandes de support, les plus récentes d’abord',
  roles: [...CAF, 'administrateur'],
  query: z.strictObject({
    ...sortedQuery(SUPPORT_SORTS, '-createdAt'),
    state: z.enum(SUPPORT_STATES).optional(),
    open: flag.optional(),
    late: flag.optional(),
    partnerId: id.optional(),
  }),
  responses: { 200: { description: 'Demandes', schema: listOf(supportOut) } },
  async handler({ deps, person, query, at }) {
    const { state, open, ...rest } = query;
    const status = state ?? (open === undefined ? undefined : open ? 'open' : 'closed');
    const filter = { ...rest, status, type: 'supportRequest' };
    const [page, total] = await Promise.all([
      listProcesses(deps.db, scopeOf(person), filter, at),
      countProcesses(deps.db, scopeOf(person), filter, at),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentSupport(row, at)) } };
  },
});
