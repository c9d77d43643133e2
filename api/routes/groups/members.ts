import { z } from 'zod';
import { listUsers } from '../../../adapters/store/queries/people.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readableGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';
import { presentUser, userOut } from '../../shapes/user.ts';

export const listMembers = route({
  method: 'get',
  path: '/groups/{id}/members',
  tag: 'Groupes',
  summary: 'Membres d’un groupe, par nom',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  query: z.strictObject({ ...pageQuery, q: sought(200).optional() }),
  responses: { 200: { description: 'Personnes', schema: pageOf(userOut) } },
  async handler(call) {
    const { deps, params, query, at } = call;
    const group = await readableGroup(call, params.id);
    const page = await listUsers(deps.db, group.partnerId, { ...query, groupId: group.id });
    return { status: 200, body: { ...page, items: page.items.map((row) => presentUser(row, at)) } };
  },
});
