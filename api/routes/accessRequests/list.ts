import { z } from 'zod';
import { countRequests, listRequests, REQUEST_SORTS } from '../../../adapters/store/queries/accessRequests.ts';
import { REQUEST_STATES } from '../../../domain/accessRequest/transitions.ts';
import { STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { listOf, sortedQuery } from '../../shapes/common.ts';
import { presentRequest, requestOut } from '../../shapes/request.ts';

export const listAccessRequests = route({
  method: 'get',
  path: '/access-requests',
  tag: "Demandes d'accès",
  summary: "Demandes d'accès, de la plus récente à la plus ancienne",
  roles: STAFF,
  query: z.strictObject({
    ...sortedQuery(REQUEST_SORTS, '-createdAt'),
    state: z.enum(REQUEST_STATES).optional(),
    siret: z.string().min(1).max(30).optional(),
    caf: z.string().min(1).max(10).optional(),
  }),
  responses: { 200: { description: 'Demandes', schema: listOf(requestOut) } },
  async handler({ deps, person, query }) {
    const [page, total] = await Promise.all([
      listRequests(deps.db, scopeOf(person), query),
      countRequests(deps.db, scopeOf(person), query),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentRequest(row)) } };
  },
});
