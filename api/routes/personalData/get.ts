import { CAF } from '../../access.ts';
import { readablePersonalData } from '../../personalData.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { personalDataOut, presentPersonalData } from '../../shapes/personalData.ts';

export const getPersonalData = route({
  method: 'get',
  path: '/data-requests/{id}',
  tag: 'Données personnelles',
  summary: 'Une demande sur des données personnelles',
  description: 'La copie elle-même n’est remise qu’à la personne.',
  roles: [...CAF, 'national'],
  params: idParams,
  responses: { 200: { description: 'La demande', schema: personalDataOut } },
  async handler(call) {
    return { status: 200, body: presentPersonalData(await readablePersonalData(call, call.params.id)) };
  },
});
