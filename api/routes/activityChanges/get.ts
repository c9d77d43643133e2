import { CAF, PARTNER_SIDE } from '../../access.ts';
import { changeView, readableChange } from '../../activityChanges.ts';
import { route } from '../../route.ts';
import { changeOut } from '../../shapes/activityChange.ts';
import { idParams } from '../../shapes/common.ts';

export const getActivityChange = route({
  method: 'get',
  path: '/esat/changes/{id}',
  tag: 'Esat',
  summary: 'Un changement d’activité : ce qui a été déclaré, où il en est',
  description: 'Pour les personnes de l’Esat (ESAT-10) et la Caf du travailleur.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  responses: { 200: { description: 'Le changement', schema: changeOut } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler(call) {
    return { status: 200, body: await changeView(call, await readableChange(call, call.params.id)) };
  },
});
