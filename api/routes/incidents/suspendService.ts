import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { CAF, mayAct } from '../../access.ts';
import { readableIncident } from '../../incidents.ts';
import { route } from '../../route.ts';
import { suspendService } from '../../serviceSuspension.ts';
import { idParams } from '../../shapes/common.ts';

export const suspendServiceByIncident = route({
  method: 'post',
  path: '/security-incidents/{id}/suspend-service',
  tag: 'Incidents de sécurité',
  summary: "Suspendre un service de l'organisme par un incident",
  description:
    'Pour tout l’organisme, aussitôt (§11) ; rouvert à la clôture de l’incident, ou avant par la Caf comme toute suspension.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    service: z.enum(SERVICE_CODES),
    reason: prose(500).meta({ description: 'Motif, tel que le lisent les personnes ; rien des faits' }),
  }),
  responses: {
    202: {
      description: 'Suspendu',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: ['ETAT_INCOMPATIBLE', 'DOSSIER_TERMINE'],
  async handler(call) {
    const { params, body, person } = call;
    const incident = mayAct(person, await readableIncident(call, params.id));
    const processId = await suspendService({
      ...call,
      params: { id: incident.partnerId ?? '', code: body.service },
      body: { reason: body.reason },
      incidentId: incident.id,
    });
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
