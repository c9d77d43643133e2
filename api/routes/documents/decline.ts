import { z } from 'zod';
import { requireToken } from '../../link.ts';
import { actByLink } from '../../linkActs.ts';
import { route } from '../../route.ts';
import { idParams, reason } from '../../shapes/common.ts';
import { linkDone, stateOf, tokenInBody } from '../../shapes/link.ts';

export const declineDocument = route({
  method: 'post',
  path: '/documents/{id}/decline',
  tag: 'Documents',
  summary: 'Refuser un document, par le lien reçu, avec un motif',
  roles: 'link',
  params: idParams,
  body: z.strictObject({ token: tokenInBody, reason }),
  responses: { 200: { description: 'Refusé', schema: linkDone } },
  errors: ['NON_AUTHENTIFIE', 'LIEN_REQUIS', 'LIEN_PERIME', 'DOCUMENT_INCONNU', 'ETAT_INCOMPATIBLE'],
  async handler(call) {
    const link = await actByLink(call, requireToken(call, call.body.token), {
      action: 'decline',
      documentIds: [call.params.id],
      reason: call.body.reason,
    });
    return { status: 200, body: await stateOf(call, link) };
  },
});
