import { CAF } from '../../access.ts';
import { route } from '../../route.ts';
import { resumeService } from '../../serviceSuspension.ts';
import { partnerServiceParams, resumeBody } from '../../shapes/suspension.ts';

export const resumePartnerService = route({
  method: 'post',
  path: '/partners/{id}/services/{code}/resume',
  tag: 'Services',
  summary: "Lever la suspension d'un service d'un partenaire",
  description: 'Le service rouvre aussitôt, sauf s’il est fermé pour tous : il rouvrira alors avec les autres.',
  roles: CAF,
  params: partnerServiceParams,
  body: resumeBody,
  responses: { 204: { description: 'Suspension levée' } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler(call) {
    await resumeService(call);
    return { status: 204 };
  },
});
