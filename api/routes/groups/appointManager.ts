import { z } from 'zod';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { groupOut, managerFields, managerOf, presentGroup } from '../../shapes/group.ts';
import { withAddress } from '../../shapes/user.ts';

export const appointManager = route({
  method: 'put',
  path: '/groups/{id}/manager',
  tag: 'Groupes',
  summary: "Nommer le gestionnaire d'habilitations du groupe",
  description: 'Un seul par groupe (GRP-7) ; sans compte, il en reçoit un (GRP-9).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: withAddress(z.strictObject(managerFields), 'manager'),
  responses: { 200: { description: 'Le groupe', schema: groupOut } },
  errors: ['COMPTE_CLOS', 'EMAIL_NON_NOMINATIF', 'EMAIL_A_CONFIRMER', 'MODE_CENTRALISE'],
  async handler(call) {
    const { params, body } = call;
    const act = { type: 'appointManager', groupId: params.id, manager: managerOf(body) } as const;
    return { status: 200, body: presentGroup(await actOnGroup(call, params.id, act)) };
  },
});
