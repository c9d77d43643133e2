import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const removeMember = route({
  method: 'delete',
  path: '/groups/{id}/members/{userId}',
  tag: 'Groupes',
  summary: 'Retirer une personne du groupe',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams.extend({ userId: id }),
  responses: { 200: { description: 'Le groupe', schema: groupOut } },
  errors: ['MODE_CENTRALISE'],
  async handler(call) {
    const { params } = call;
    const group = await actOnGroup(call, params.id, {
      type: 'removeMember',
      groupId: params.id,
      userId: params.userId,
    });
    return { status: 200, body: presentGroup(group) };
  },
});
