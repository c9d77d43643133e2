import { z } from 'zod';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { countProcesses, listProcesses, USER_REQUEST_SORTS } from '../../../adapters/store/queries/processes.ts';
import { USER_REQUEST_STATES } from '../../../domain/userRequest/types.ts';
import { CAF, mayRead, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';
import { userRequestOut } from '../../shapes/userRequest.ts';
import { userRequestViews } from '../../userRequests.ts';

export const listUserRequests = route({
  method: 'get',
  path: '/partners/{id}/user-requests',
  tag: 'Personnes',
  summary: 'Demandes sur des personnes d’un partenaire, les plus récentes d’abord',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(USER_REQUEST_SORTS, '-createdAt'),
    state: z.enum(USER_REQUEST_STATES).optional(),
  }),
  responses: { 200: { description: 'Demandes', schema: listOf(userRequestOut) } },
  async handler(call) {
    const { deps, person, params, query, at } = call;
    mayRead(person, await partnerById(deps.db, params.id));
    const { state: status, ...rest } = query;
    const filter = { ...rest, status, type: 'userRequest', partnerId: params.id };
    const [page, total] = await Promise.all([
      listProcesses(deps.db, scopeOf(person), filter, at),
      countProcesses(deps.db, scopeOf(person), filter, at),
    ]);
    return { status: 200, body: { ...page, total, items: await userRequestViews(call, page.items) } };
  },
});
