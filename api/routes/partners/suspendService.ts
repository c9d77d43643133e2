import { z } from 'zod';
import { CAF } from '../../access.ts';
import { route } from '../../route.ts';
import { suspendService } from '../../serviceSuspension.ts';
import { partnerServiceParams, suspendBody } from '../../shapes/suspension.ts';

export const suspendPartnerService = route({
  method: 'post',
  path: '/partners/{id}/services/{code}/suspend',
  tag: 'Services',
  summary: "Suspendre un service d'un partenaire",
  description:
    'Aussitôt, avec son motif et sa fin (§4.3) : rien n’est fermé, les administrateurs et la Caf sont prévenus. À sa fin le service rouvre de lui-même.',
  roles: CAF,
  params: partnerServiceParams,
  body: suspendBody,
  responses: {
    202: {
      description: 'Suspendu',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: ['ETAT_INCOMPATIBLE', 'DATE_PASSEE'],
  async handler(call) {
    const processId = await suspendService(call);
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
