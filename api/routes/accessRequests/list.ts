import { z } from 'zod';
import { listRequests } from '../../../adapters/store/queries/accessRequests.ts';
import { REQUEST_STATES } from '../../../domain/accessRequest/transitions.ts';
import { STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { pageOf, pageQuery } from '../../shapes/common.ts';
import { presentRequest, requestOut } from '../../shapes/request.ts';

export const listAccessRequests = route({
  method: 'get',
  path: '/access-requests',
  tag: "Demandes d'accès",
  summary: "Demandes d'accès, de la plus récente à la plus ancienne",
  roles: STAFF,
  query: z.strictObject({
    ...pageQuery,
    state: z.enum(REQUEST_STATES).optional(),
    siret: z.string().min(1).max(30).optional(),
    caf: z.string().min(1).max(10).optional(),
  }),
  responses: { 200: { description: 'Demandes', schema: pageOf(requestOut) } },
  async handler({ deps, person, query }) {
    const page = await listRequests(deps.db, scopeOf(person), query);
    return { status: 200, body: { ...page, items: page.items.map((row) => presentRequest(row)) } };
  },
});
