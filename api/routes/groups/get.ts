import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readableGroup } from '../../groups.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { groupOut, presentGroup } from '../../shapes/group.ts';

export const getGroup = route({
  method: 'get',
  path: '/groups/{id}',
  tag: 'Groupes',
  summary: 'Un groupe',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le groupe', schema: groupOut, headers: { ETag: 'Version' } } },
  async handler(call) {
    const group = await readableGroup(call, call.params.id);
    return { status: 200, headers: { ETag: etag(group.version) }, body: presentGroup(group) };
  },
});
