import { actOnReopening, WATCH } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const cancelReopening = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/cancel',
  tag: 'Espace Tuteur',
  summary: 'Abandonner la réouverture',
  description: 'Le service reste fermé, avec Cdap T9 à la place.',
  roles: WATCH,
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'cancel', reason: call.body.reason }) };
  },
});
