import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const detachRole = route({
  method: 'delete',
  path: '/groups/{id}/role',
  tag: 'Groupes',
  summary: 'Détacher le rôle du groupe',
  description: 'Le service disparaît aussitôt pour tous ses membres (GRP-15).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le groupe', schema: groupOut } },
  errors: ['ETAT_INCOMPATIBLE', 'MODE_CENTRALISE'],
  async handler(call) {
    const { params } = call;
    const group = await actOnGroup(call, params.id, { type: 'detachRole', groupId: params.id });
    return { status: 200, body: presentGroup(group) };
  },
});
