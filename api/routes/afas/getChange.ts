import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { readableChange } from '../../approverChanges.ts';
import { route } from '../../route.ts';
import { approverChangeOut, presentApproverChange } from '../../shapes/approverChange.ts';
import { idParams } from '../../shapes/common.ts';

export const getApproverChange = route({
  method: 'get',
  path: '/afas/approver-changes/{id}',
  tag: 'Afas',
  summary: "Un changement d'approbateur",
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le changement', schema: approverChangeOut } },
  async handler(call) {
    return { status: 200, body: presentApproverChange(await readableChange(call, call.params.id)) };
  },
});
