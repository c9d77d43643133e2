import { profileNamed } from '../../../domain/group/naming.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { knownGroup } from '../../groups.ts';
import { actOnPeople } from '../../people.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { groupIn, groupOut, managerOf, presentGroup } from '../../shapes/group.ts';
import { withAddress } from '../../shapes/user.ts';

export const createGroupRoute = route({
  method: 'post',
  path: '/partners/{id}/groups',
  tag: 'Groupes',
  summary: 'Créer un groupe ou un sous-groupe, avec son gestionnaire',
  description:
    'Le gestionnaire qui n’a pas de compte en reçoit un, avec ses deux courriels (GRP-9) ; celui qui en a un est prévenu (GRP-10). Les groupes Afas sont créés par un administrateur MCP de la Caf (AFAS-1).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: withAddress(groupIn, 'manager'),
  responses: {
    201: { description: 'Créé', schema: groupOut, headers: { Location: 'Adresse du groupe', ETag: 'Version' } },
  },
  errors: [
    'CODE_DEJA_PRIS',
    'LIBELLE_SANS_PROFIL',
    'PARENT_AUTRE_SERVICE',
    'BULLETIN_MANQUANT',
    'EMAIL_NON_NOMINATIF',
    'MODE_CENTRALISE',
  ],
  async handler(call) {
    const { params, body } = call;
    const groupId = await actOnPeople(call, params.id, {
      type: 'createGroup',
      service: body.service,
      code: body.code,
      label: body.label,
      profile: body.profile ?? profileNamed(body.label),
      parentId: body.parentId ?? null,
      manager: managerOf(body),
    });
    const group = await knownGroup(call, groupId);
    return {
      status: 201,
      headers: { Location: `/api/v1/groups/${groupId}`, ETag: etag(group.version) },
      body: presentGroup(group),
    };
  },
});
