import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { line, sought } from '../../../domain/formats/schemas.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnGroup, readableGroup } from '../../groups.ts';
import { knownVersion } from '../../ifMatch.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const updateGroup = route({
  method: 'patch',
  path: '/groups/{id}',
  tag: 'Groupes',
  summary: 'Changer le libellé d’un groupe',
  description: 'Le code ne change jamais : 409 `CODE_IMMUABLE` (GRP-5). If-Match évite d’écraser un autre changement.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: z.strictObject({ label: line(200).optional(), code: sought(40).optional() }),
  responses: { 200: { description: 'Le groupe', schema: groupOut, headers: { ETag: 'Version' } } },
  errors: ['CODE_IMMUABLE', 'LIBELLE_SANS_PROFIL', 'VERSION_PERIMEE', 'MODE_CENTRALISE'],
  async handler(call) {
    const { params, body, ifMatch } = call;
    const before = await readableGroup(call, params.id);
    if (body.code !== undefined && body.code !== before.code)
      throw new DomainError('CODE_IMMUABLE', "Le code d'un groupe ne change jamais : changez son libellé.", {
        rule: 'GRP-5',
        faults: [{ path: 'code', code: 'CODE_IMMUABLE', message: 'Ce code ne change jamais.', rule: 'GRP-5' }],
      });
    const version = knownVersion(ifMatch, before.version, 'Le groupe');
    const label = body.label ?? before.label;
    const group = await actOnGroup(call, params.id, { type: 'editGroup', groupId: params.id, version, label });
    return { status: 200, headers: { ETag: etag(group.version) }, body: presentGroup(group) };
  },
});
