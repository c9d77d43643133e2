import { CAF } from '../../access.ts';
import { incidentView, readableIncident } from '../../incidents.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { incidentOut } from '../../shapes/incident.ts';

export const getIncident = route({
  method: 'get',
  path: '/security-incidents/{id}',
  tag: 'Incidents de sécurité',
  summary: 'Un incident de sécurité',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  params: idParams,
  responses: { 200: { description: "L'incident", schema: incidentOut } },
  async handler(call) {
    return { status: 200, body: await incidentView(call, await readableIncident(call, call.params.id)) };
  },
});
