import { PARTNER_SIDE, STAFF } from '../../access.ts';
import { pj3Purged, readableChange } from '../../approverChanges.ts';
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
    const row = await readableChange(call, call.params.id);
    return { status: 200, body: presentApproverChange(row, pj3Purged(call, row)) };
  },
});
