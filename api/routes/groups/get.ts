import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { groupWithActions } from '../../groups.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { groupWithActionsOut, presentGroup } from '../../shapes/group.ts';

export const getGroup = route({
  method: 'get',
  path: '/groups/{id}',
  tag: 'Groupes',
  summary: 'Un groupe',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le groupe', schema: groupWithActionsOut, headers: { ETag: 'Version' } } },
  async handler(call) {
    const { group, actions } = await groupWithActions(call, call.params.id);
    return { status: 200, headers: { ETag: etag(group.version) }, body: { ...presentGroup(group), actions } };
  },
});
