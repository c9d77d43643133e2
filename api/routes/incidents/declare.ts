import { z } from 'zod';
import { processById } from '../../../adapters/store/queries/processes.ts';
import { prose } from '../../../domain/formats/schemas.ts';
import { actorOf, notFound } from '../../access.ts';
import { declareIncident, incidentView } from '../../incidents.ts';
import { route } from '../../route.ts';
import { id, idParams } from '../../shapes/common.ts';
import { incidentOut } from '../../shapes/incident.ts';

export const declareIncidentRoute = route({
  method: 'post',
  path: '/partners/{id}/security-incidents',
  tag: 'Incidents de sécurité',
  summary: 'Déclarer un incident de sécurité',
  description: 'Sans délai (OBL-12) : la Caf est prévenue aussitôt et peut suspendre les comptes cités.',
  roles: ['administrateur', 'gestionnaire'],
  params: idParams,
  body: z.strictObject({
    what: prose(4_000).meta({ description: 'Les faits, sans donnée d’allocataire' }),
    userIds: z.array(id).min(1).max(200).meta({ description: 'Comptes concernés' }),
  }),
  responses: {
    202: {
      description: 'Déclaré',
      schema: incidentOut,
      headers: { Location: 'Adresse du dossier' },
    },
  },
  async handler(call) {
    const { deps, person, params, body, at, ip } = call;
    const processId = await declareIncident(call, params.id, body, actorOf(person, ip), at);
    const row = await processById(deps.db, processId);
    if (row === null) throw notFound();
    return {
      status: 202,
      headers: { Location: `/api/v1/processes/${processId}` },
      body: await incidentView(call, row),
    };
  },
});
