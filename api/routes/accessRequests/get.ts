import { requestById } from '../../../adapters/store/queries/accessRequests.ts';
import { mayRead, STAFF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentRequest, requestOut } from '../../shapes/request.ts';

export const getAccessRequest = route({
  method: 'get',
  path: '/access-requests/{id}',
  tag: "Demandes d'accès",
  summary: "Une demande d'accès",
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'La demande', schema: requestOut } },
  async handler({ deps, person, params }) {
    return { status: 200, body: presentRequest(mayRead(person, await requestById(deps.db, params.id))) };
  },
});
