import { z } from 'zod';
import { countGroups, GROUP_SORTS, listGroups } from '../../../adapters/store/queries/groups.ts';
import { mayCreate, rolesWithoutGroup } from '../../../domain/people/coverage.ts';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readingOf } from '../../people.ts';
import { route } from '../../route.ts';
import { flag, id, idParams, sortedQuery } from '../../shapes/common.ts';
import { groupsOut, presentGroup } from '../../shapes/group.ts';

export const listGroupsRoute = route({
  method: 'get',
  path: '/partners/{id}/groups',
  tag: 'Groupes',
  summary: 'Groupes d’un partenaire, par code ; chaque sous-groupe sous le sien',
  description:
    'Un gestionnaire voit les siens (CON-05), un membre d’AFAS-HABILITER celui des déclarants (ACT-7). Avec la liste : les rôles des bulletins qui n’ont pas de groupe, et ce que vous pouvez créer.',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(GROUP_SORTS, 'code'),
    service: z.enum(SERVICE_CODES).optional(),
    parentId: id.optional().meta({ description: 'Les sous-groupes de ce groupe' }),
    closed: flag.optional().meta({ description: 'Les groupes fermés aussi' }),
  }),
  responses: { 200: { description: 'Groupes', schema: groupsOut } },
  async handler(call) {
    const { deps, params, query } = call;
    const { reads, roster, asker } = await readingOf(call, params.id);
    const asked = { ...query, ids: reads === 'all' ? undefined : reads };
    const [page, total] = await Promise.all([
      listGroups(deps.db, params.id, asked),
      countGroups(deps.db, params.id, asked),
    ]);
    return {
      status: 200,
      body: {
        ...page,
        total,
        items: page.items.map(presentGroup),
        rolesWithoutGroup: reads === 'all' ? rolesWithoutGroup(roster) : [],
        mayCreate: mayCreate(asker, roster),
      },
    };
  },
});
