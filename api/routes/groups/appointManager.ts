import { z } from 'zod';
import { invalid } from '../../../domain/errors.ts';
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
    const manager = managerOf(body);
    if (manager === null)
      throw invalid([
        {
          path: 'managerId',
          code: 'GESTIONNAIRE_REQUIS',
          message: 'Choisissez un gestionnaire, et un seul.',
          rule: 'GRP-4',
        },
      ]);
    const group = await actOnGroup(call, params.id, { type: 'appointManager', groupId: params.id, manager });
    return { status: 200, body: presentGroup(group) };
  },
});
