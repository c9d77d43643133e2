import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { CAF } from '../../access.ts';
import { cancelPersonalData, readablePersonalData } from '../../personalData.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { personalDataOut, presentPersonalData } from '../../shapes/personalData.ts';

export const cancelPersonalDataRoute = route({
  method: 'post',
  path: '/data-requests/{id}/cancel',
  tag: 'Données personnelles',
  summary: 'Annuler une demande sur des données personnelles',
  description: 'Rien n’est effacé, et la copie est supprimée.',
  roles: [...CAF, 'national'],
  params: idParams,
  body: z.strictObject({ reason: prose(2_000) }),
  responses: { 200: { description: 'La demande', schema: personalDataOut } },
  errors: ['DOSSIER_TERMINE'],
  async handler(call) {
    await cancelPersonalData(call, call.params.id, call.body.reason);
    return { status: 200, body: presentPersonalData(await readablePersonalData(call, call.params.id)) };
  },
});
