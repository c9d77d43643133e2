import { z } from 'zod';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const addMember = route({
  method: 'post',
  path: '/groups/{id}/members',
  tag: 'Groupes',
  summary: 'Placer une personne dans le groupe',
  description: 'Elle remplit les conditions du profil (GRP-17).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: z.strictObject({ userId: id }),
  responses: { 200: { description: 'Le groupe', schema: groupOut } },
  errors: ['CONDITIONS_DU_PROFIL', 'MODE_CENTRALISE'],
  async handler(call) {
    const { params, body } = call;
    const group = await actOnGroup(call, params.id, { type: 'addMember', groupId: params.id, userId: body.userId });
    return { status: 200, body: presentGroup(group) };
  },
});
