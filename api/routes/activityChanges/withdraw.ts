import { actorOf, PARTNER_SIDE } from '../../access.ts';
import { readableChange } from '../../activityChanges.ts';
import { caseRow } from '../../cases.ts';
import { perform } from '../../perform.ts';
import { route } from '../../route.ts';
import { changeStateOut, presentChange } from '../../shapes/activityChange.ts';
import { idParams } from '../../shapes/common.ts';

export const withdrawActivityChange = route({
  method: 'post',
  path: '/esat/changes/{id}/withdraw',
  tag: 'Esat',
  summary: 'Retirer un changement d’activité que la Caf n’a pas traité',
  roles: PARTNER_SIDE,
  params: idParams,
  responses: { 200: { description: 'Retiré', schema: changeStateOut } },
  errors: ['SERVICE_NON_OUVERT', 'ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE'],
  async handler(call) {
    const { id } = await readableChange(call, call.params.id);
    await perform(call, { id, type: 'activityChange' }, { type: 'withdraw' }, actorOf(call.person, call.ip));
    return { status: 200, body: presentChange(await caseRow(call, 'activityChange', id), call.at) };
  },
});
