import { z } from 'zod';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { actOnPeople, readableUser } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const askRepairRoute = route({
  method: 'post',
  path: '/users/{id}/diagnosis/ask',
  tag: 'Personnes',
  summary: 'Demander la réparation à qui peut la faire',
  description:
    'Un courriel par jour et par maillon : à la personne, à son gestionnaire, à un administrateur ou, pour un administrateur, à la Caf (CON-30, ADM-8).',
  roles: [...CAF, ...PARTNER_SIDE],
  params: idParams,
  body: z.strictObject({ service: z.enum(SERVICE_CODES) }),
  responses: { 202: { description: 'Demandé' } },
  errors: ['RIEN_A_REPARER'],
  async handler(call) {
    const { partnerId } = await readableUser(call, call.params.id);
    await actOnPeople(call, partnerId, { type: 'askRepair', userId: call.params.id, service: call.body.service });
    return { status: 202 };
  },
});
