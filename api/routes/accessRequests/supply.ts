import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { actAsApplicant } from '../../applicant.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { linkDone, tokenInBody } from '../../shapes/link.ts';

export const supplyAccessRequest = route({
  method: 'post',
  path: '/access-requests/{id}/supply',
  tag: "Demandes d'accès",
  summary: 'Répondre à une demande de complément, par le lien reçu',
  roles: 'link',
  params: idParams,
  body: z.strictObject({ token: tokenInBody, answer: prose(4_000) }),
  responses: { 200: { description: 'Complément reçu', schema: linkDone } },
  errors: ['NON_AUTHENTIFIE', 'LIEN_REQUIS', 'LIEN_PERIME', 'ETAT_INCOMPATIBLE', 'DEMANDE_TERMINEE'],
  handler: (call) => actAsApplicant(call, call.body.token, { action: 'supply', answer: call.body.answer }),
});
