import { actOnReopening, CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const finishReopening = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/finish',
  tag: 'Espace Tuteur',
  summary: 'Terminer la réouverture',
  description: 'Le service reste ouvert ; l’arrêt automatique ne veille plus.',
  roles: CONDUCT,
  params: idParams,
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'finish' }) };
  },
});
