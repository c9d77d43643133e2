import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const closeGroupRoute = route({
  method: 'post',
  path: '/groups/{id}/close',
  tag: 'Groupes',
  summary: 'Fermer un groupe, pour toujours',
  description:
    'Ses sous-groupes ferment avec lui. Leurs membres perdent ce qu’ils donnaient ; rien n’est effacé (GRP-20).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'Le groupe', schema: groupOut } },
  errors: ['ETAT_INCOMPATIBLE', 'MODE_CENTRALISE'],
  async handler(call) {
    const { params, body } = call;
    const group = await actOnGroup(call, params.id, { type: 'closeGroup', groupId: params.id, reason: body.reason });
    return { status: 200, body: presentGroup(group) };
  },
});
