import { z } from 'zod';
import { countUsers, listUsers, USER_SORTS } from '../../../adapters/store/queries/people.ts';
import { ACCOUNT_STATES } from '../../../domain/account/types.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { obstacleAnywhere } from '../../../domain/people/rights.ts';
import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readingOf } from '../../people.ts';
import { route } from '../../route.ts';
import { id, idParams, sortedQuery } from '../../shapes/common.ts';
import { presentObstacle } from '../../shapes/obstacle.ts';
import { presentUser, usersOut } from '../../shapes/user.ts';

export const listUsersRoute = route({
  method: 'get',
  path: '/partners/{id}/users',
  tag: 'Personnes',
  summary: 'Personnes d’un partenaire, par nom',
  description:
    'Un gestionnaire voit celles de ses groupes (RGT-10, ACC-10), un membre d’AFAS-HABILITER les déclarants (ACT-7).',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  query: z.strictObject({
    ...sortedQuery(USER_SORTS, 'name'),
    q: sought(200).optional().meta({ description: 'Mots du nom, de l’adresse ou de l’identifiant' }),
    state: z.enum(ACCOUNT_STATES).optional(),
    group: id.optional().meta({ description: 'Membres de ce groupe' }),
  }),
  responses: { 200: { description: 'Personnes', schema: usersOut } },
  async handler(call) {
    const { deps, person, params, query, at } = call;
    const { reads, asker, roster } = await readingOf(call, params.id);
    const { group, ...filter } = query;
    const asked = {
      ...filter,
      groupId: group,
      within: reads === 'all' ? undefined : { groupIds: reads, or: person.id },
    };
    const [page, total] = await Promise.all([
      listUsers(deps.db, params.id, asked),
      countUsers(deps.db, params.id, asked),
    ]);
    return {
      status: 200,
      body: {
        ...page,
        total,
        items: page.items.map((row) => presentUser(row, at)),
        createObstacle: presentObstacle(obstacleAnywhere(asker, roster, 'users.create')),
      },
    };
  },
});
