import { actOnReopening, CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const openReopening = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/open',
  tag: 'Espace Tuteur',
  summary: 'Demander l’ouverture maintenant',
  description: 'Refusée avant la date (TUT-10), et tant que les conditions ne sont pas réunies.',
  roles: CONDUCT,
  params: idParams,
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: ['AVANT_DATE', 'CONDITIONS_NON_REUNIES'],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'openNow' }) };
  },
});
