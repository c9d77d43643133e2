import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readableUser } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentUser, userOut } from '../../shapes/user.ts';

export const getUser = route({
  method: 'get',
  path: '/users/{id}',
  tag: 'Personnes',
  summary: 'Une personne',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'La personne', schema: userOut } },
  async handler(call) {
    return { status: 200, body: presentUser(await readableUser(call, call.params.id), call.at) };
  },
});
