import { z } from 'zod';
import { countUsers, listUsers, USER_SORTS } from '../../../adapters/store/queries/people.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readableGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { idParams, listOf, sortedQuery } from '../../shapes/common.ts';
import { presentUser, userOut } from '../../shapes/user.ts';

export const listMembers = route({
  method: 'get',
  path: '/groups/{id}/members',
  tag: 'Groupes',
  summary: 'Membres d’un groupe, par nom',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  query: z.strictObject({ ...sortedQuery(USER_SORTS, 'name'), q: sought(200).optional() }),
  responses: { 200: { description: 'Personnes', schema: listOf(userOut) } },
  async handler(call) {
    const { deps, params, query, at } = call;
    const group = await readableGroup(call, params.id);
    const asked = { ...query, groupId: group.id };
    const [page, total] = await Promise.all([
      listUsers(deps.db, group.partnerId, asked),
      countUsers(deps.db, group.partnerId, asked),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentUser(row, at)) } };
  },
});
