import { z } from 'zod';
import { actAsApplicant } from '../../applicant.ts';
import { route } from '../../route.ts';
import { idParams, reason } from '../../shapes/common.ts';
import { linkDone, tokenInBody } from '../../shapes/link.ts';

export const withdrawAccessRequest = route({
  method: 'post',
  path: '/access-requests/{id}/withdraw',
  tag: "Demandes d'accès",
  summary: 'Retirer sa demande, par le lien reçu',
  roles: 'link',
  params: idParams,
  body: z.strictObject({ token: tokenInBody, reason: reason.optional() }),
  responses: { 200: { description: 'Demande retirée', schema: linkDone } },
  errors: ['NON_AUTHENTIFIE', 'LIEN_REQUIS', 'LIEN_PERIME', 'ETAT_INCOMPATIBLE', 'DEMANDE_TERMINEE'],
  handler: (call) => actAsApplicant(call, call.body.token, { action: 'withdraw', reason: call.body.reason }),
});
