import { z } from 'zod';
import { line } from '../../../domain/formats/schemas.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const attachRole = route({
  method: 'put',
  path: '/groups/{id}/role',
  tag: 'Groupes',
  summary: 'Attacher un rôle au groupe',
  description: 'Un seul à la fois (GRP-11), parmi ceux du bulletin en vigueur (GRP-12).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: z.strictObject({ role: line(60).meta({ example: 'T2' }) }),
  responses: { 200: { description: 'Le groupe', schema: groupOut } },
  errors: ['ROLE_DEJA_AFFECTE', 'ROLE_HORS_BULLETIN', 'ROLE_AUTRE_PROFIL', 'MODE_CENTRALISE'],
  async handler(call) {
    const { params, body } = call;
    const group = await actOnGroup(call, params.id, { type: 'attachRole', groupId: params.id, role: body.role });
    return { status: 200, body: presentGroup(group) };
  },
});
