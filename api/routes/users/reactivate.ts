import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnPeople, readableUser } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { presentUser, userOut } from '../../shapes/user.ts';

export const reactivateUserRoute = route({
  method: 'post',
  path: '/users/{id}/reactivate',
  tag: 'Personnes',
  summary: 'Réactiver un compte clos, ou annuler sa clôture',
  description: 'Mêmes identifiant et groupes (ACC-16, ACC-18).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le compte', schema: userOut } },
  errors: ['COMPTE_EXISTANT', 'CONDITIONS_DU_PROFIL', 'ETAT_INCOMPATIBLE', 'MODE_CENTRALISE'],
  async handler(call) {
    const { partnerId } = await readableUser(call, call.params.id);
    await actOnPeople(call, partnerId, { type: 'reactivateUser', userId: call.params.id });
    return { status: 200, body: presentUser(await readableUser(call, call.params.id), call.at) };
  },
});
