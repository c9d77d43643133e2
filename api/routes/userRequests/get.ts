import { CAF, notFound } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { userRequestOut } from '../../shapes/userRequest.ts';
import { readableUserRequest, userRequestViews } from '../../userRequests.ts';

export const getUserRequest = route({
  method: 'get',
  path: '/user-requests/{id}',
  tag: 'Personnes',
  summary: 'Une demande sur une personne',
  roles: [...CAF, 'administrateur'],
  params: idParams,
  responses: { 200: { description: 'La demande', schema: userRequestOut } },
  async handler(call) {
    const [request] = await userRequestViews(call, [await readableUserRequest(call, call.params.id)]);
    if (request === undefined) throw notFound();
    return { status: 200, body: request };
  },
});
