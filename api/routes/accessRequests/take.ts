import { requestById } from '../../../adapters/store/queries/accessRequests.ts';
import { actorOf, CAF, mayAct } from '../../access.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentRequest, requestOut } from '../../shapes/request.ts';

export const takeAccessRequest = route({
  method: 'post',
  path: '/access-requests/{id}/take',
  tag: "Demandes d'accès",
  summary: 'Prendre une demande en charge',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: "La demande est à l'étude", schema: requestOut } },
  errors: ['ETAT_INCOMPATIBLE', 'DEMANDE_TERMINEE'],
  async handler(call) {
    const { deps, person, params, ip } = call;
    const request = mayAct(person, await requestById(deps.db, params.id));
    await perform(call, { id: request.processId, type: 'accessRequest' }, { type: 'take' }, actorOf(person, ip));
    return { status: 200, body: presentRequest(mayAct(person, await requestById(deps.db, params.id))) };
  },
});
