import { CAF } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentSupport, supportOut } from '../../shapes/support.ts';
import { readableSupport } from '../../support.ts';

export const getSupportRequest = route({
  method: 'get',
  path: '/support-requests/{id}',
  tag: 'Support',
  summary: 'Une demande de support',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  params: idParams,
  responses: { 200: { description: 'La demande', schema: supportOut } },
  async handler(call) {
    return { status: 200, body: presentSupport(await readableSupport(call, call.params.id), call.at) };
  },
});
