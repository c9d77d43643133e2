import { requestById } from '../../../adapters/store/queries/accessRequests.ts';
import { entitlementGround } from '../../../adapters/store/queries/entitlement.ts';
import { otherServices } from '../../../domain/accessRequest/form.ts';
import { saidByRules } from '../../../domain/accessRequest/services.ts';
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
  async handler({ deps, person, params, at }) {
    const request = mayRead(person, await requestById(deps.db, params.id));
    if (request.closedAt !== null || otherServices(request.form).length === 0)
      return { status: 200, body: presentRequest(request) };
    const ground = await entitlementGround(deps.db, request.siret, at);
    return { status: 200, body: presentRequest(request, saidByRules(request.form, ground)) };
  },
});
