import { actOnReopening, WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const suspendReopening = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/suspend',
  tag: 'Espace Tuteur',
  summary: 'Fermer pour tous, avec Cdap T9 à la place',
  description: 'TUT-4 : en une fois, pour tous ; chacun est prévenu.',
  roles: WATCH,
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'suspend', reason: call.body.reason }) };
  },
});
