import { z } from 'zod';
import { PARTNER_SIDE } from '../../access.ts';
import { esatOf, presentReceived, submitDraft } from '../../esatDeclarations.ts';
import { route } from '../../route.ts';
import { meant } from '../../shapes/common.ts';
import { receivedOut, yearParams } from '../../shapes/esatDeclaration.ts';

export const submitEsatDeclaration = route({
  method: 'post',
  path: '/esat/declarations/{year}/submissions',
  tag: 'Esat',
  summary: 'Transmettre les rémunérations garanties',
  description:
    'Transmet le brouillon (`If-Match` : celui qui a été vu) : tout ou rien, un récépissé pour une clé (`Idempotency-Key`). Une nouvelle transmission remplace la précédente tant que la période est ouverte. Chaque ligne va à la Caf du travailleur. Toutes les fautes sont dites ensemble, le brouillon est gardé.',
  roles: PARTNER_SIDE,
  params: yearParams,
  body: z.strictObject({ confirmed: meant }),
  responses: { 201: { description: 'Le récépissé', schema: receivedOut } },
  errors: [
    'SERVICE_NON_OUVERT',
    'CAMPAGNE_FERMEE',
    'VERSION_PERIMEE',
    'DECLARATION_A_CORRIGER',
    'DECLARATION_A_CONFIRMER',
    'DECLARATION_VIDE',
    'TROP_DE_TRAVAILLEURS',
  ],
  async handler(call) {
    return { status: 201, body: presentReceived(await submitDraft(call, await esatOf(call), call.body.confirmed)) };
  },
});
