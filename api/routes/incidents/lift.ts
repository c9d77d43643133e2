import { z } from 'zod';
import { CAF } from '../../access.ts';
import { actOnIncident } from '../../incidents.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { incidentOut } from '../../shapes/incident.ts';

export const liftByIncident = route({
  method: 'post',
  path: '/security-incidents/{id}/lift',
  tag: 'Incidents de sécurité',
  summary: 'Lever la suspension de comptes',
  roles: CAF,
  params: idParams,
  body: z.strictObject({ userIds: z.array(id).min(1).max(200).optional().meta({ description: 'Absent : tous' }) }),
  responses: { 200: { description: "L'incident", schema: incidentOut } },
  errors: ['DOSSIER_TERMINE'],
  handler: (call) =>
    actOnIncident(call, ({ suspended }) => ({ type: 'lift', userIds: call.body.userIds ?? suspended })),
});
