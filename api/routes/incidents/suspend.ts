import { z } from 'zod';
import { CAF } from '../../access.ts';
import { actOnIncident } from '../../incidents.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { incidentOut } from '../../shapes/incident.ts';

export const suspendByIncident = route({
  method: 'post',
  path: '/security-incidents/{id}/suspend',
  tag: 'Incidents de sécurité',
  summary: 'Suspendre des comptes par un incident',
  description:
    "Comptes cités par l'incident, ou d'autres de l'organisme, qui s'y ajoutent (OBL-12). Leurs sessions prennent fin ; la Caf lève la suspension (SUSPENDU).",
  roles: CAF,
  params: idParams,
  body: z.strictObject({
    userIds: z.array(id).min(1).max(200).optional().meta({ description: 'Absent : tous ceux que cite l’incident' }),
  }),
  responses: { 200: { description: "L'incident", schema: incidentOut } },
  errors: ['DOSSIER_TERMINE'],
  handler: (call) => actOnIncident(call, ({ userIds }) => ({ type: 'suspend', userIds: call.body.userIds ?? userIds })),
});
