import { actOnReopening, CONDUCT } from '../../reopenings.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { reopeningOut } from '../../shapes/reopening.ts';

export const readImpact = route({
  method: 'post',
  path: '/tuteur/reopenings/{id}/impact-read',
  tag: 'Espace Tuteur',
  summary: 'Confirmer la lecture du rapport d’impact',
  description: 'Un fichier plus récent la fait redemander.',
  roles: CONDUCT,
  params: idParams,
  responses: { 200: { description: 'La réouverture', schema: reopeningOut } },
  errors: [],
  async handler(call) {
    return { status: 200, body: await actOnReopening(call, { type: 'readImpact' }) };
  },
});
