import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { userWithActions } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentUser, userWithActionsOut } from '../../shapes/user.ts';

export const getUser = route({
  method: 'get',
  path: '/users/{id}',
  tag: 'Personnes',
  summary: 'Une personne',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'La personne', schema: userWithActionsOut } },
  async handler(call) {
    const { user, actions } = await userWithActions(call, call.params.id);
    return { status: 200, body: { ...presentUser(user, call.at), actions } };
  },
});
