import { z } from 'zod';
import { DomainError } from '../../../domain/errors.ts';
import { line, siretSchema, sought } from '../../../domain/formats/schemas.ts';
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
  summary: 'Changer le libellé d’un groupe, ce à quoi il se limite',
  description:
    'Le code ne change jamais : 409 `CODE_IMMUABLE` (GRP-5). If-Match évite d’écraser un autre changement. `exclusiveT9` : groupe Cdap T9 qui l’échange contre l’Espace Tuteur (TUT-5) ; `establishments` : SIRET auxquels un groupe de l’Espace Tuteur se limite, aucun pour tous (TUT-18).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: z.strictObject({
    label: line(200).optional(),
    code: sought(40).optional(),
    exclusiveT9: z.boolean().optional(),
    establishments: z.array(siretSchema).max(500).optional(),
  }),
  responses: { 200: { description: 'Le groupe', schema: groupOut, headers: { ETag: 'Version' } } },
  errors: [
    'CODE_IMMUABLE',
    'LIBELLE_SANS_PROFIL',
    'VERSION_PERIMEE',
    'MODE_CENTRALISE',
    'SANS_EFFET',
    'SIREN_DIFFERENT',
  ],
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
    const { exclusiveT9, establishments } = body;
    const limits = { exclusiveT9, establishments };
    const group = await actOnGroup(call, params.id, {
      ...{ type: 'editGroup', groupId: params.id, version, label },
      ...limits,
    });
    return { status: 200, headers: { ETag: etag(group.version) }, body: presentGroup(group) };
  },
});
