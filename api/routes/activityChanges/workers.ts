import { z } from 'zod';
import { PARTNER_SIDE } from '../../access.ts';
import { knownWorkers } from '../../activityChanges.ts';
import { route } from '../../route.ts';
import { knownWorkerOut } from '../../shapes/activityChange.ts';

export const knownWorkersOut = z.object({ items: z.array(knownWorkerOut) });

export const listEsatWorkers = route({
  method: 'get',
  path: '/esat/workers',
  tag: 'Esat',
  summary: 'Travailleurs que l’Esat a déclarés, avec leur taux d’activité connu',
  description: 'Ceux de la dernière déclaration de rémunérations garanties et des changements d’activité (ESAT-9).',
  roles: PARTNER_SIDE,
  responses: { 200: { description: 'Dans l’ordre de leur nom', schema: knownWorkersOut } },
  errors: ['SERVICE_NON_OUVERT'],
  async handler(call) {
    return { status: 200, body: { items: await knownWorkers(call) } };
  },
});
