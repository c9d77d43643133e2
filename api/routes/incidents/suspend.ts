import { z } from 'zod';
import type { IncidentFacts } from '../../../domain/securityIncident/types.ts';
import { actorOf, CAF, mayAct } from '../../access.ts';
import { incidentView, readableIncident } from '../../incidents.ts';
import { perform } from '../../perform.ts';
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
  async handler(call) {
    const { person, params, body, ip } = call;
    const incident = mayAct(person, await readableIncident(call, params.id));
    const facts = incident.facts as unknown as IncidentFacts;
    await perform(
      call,
      { id: incident.id, type: 'securityIncident' },
      { type: 'suspend', userIds: body.userIds ?? facts.userIds },
      actorOf(person, ip),
    );
    return { status: 200, body: await incidentView(call, await readableIncident(call, params.id)) };
  },
});
