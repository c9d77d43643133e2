import { z } from 'zod';
import { requireToken } from '../../link.ts';
import { actByLink, bulletinContent } from '../../linkActs.ts';
import { route } from '../../route.ts';
import { idParams, meant } from '../../shapes/common.ts';
import { linkDone, stateOf, tokenInBody } from '../../shapes/link.ts';

export const completeDocument = route({
  method: 'post',
  path: '/documents/{id}/complete',
  tag: 'Documents',
  summary: 'Compléter un bulletin, par le lien reçu',
  roles: 'link',
  params: idParams,
  body: z.strictObject({ token: tokenInBody, content: bulletinContent, confirmed: meant }),
  responses: { 200: { description: 'Complété', schema: linkDone } },
  errors: [
    'NON_AUTHENTIFIE',
    'LIEN_REQUIS',
    'LIEN_PERIME',
    'DOCUMENT_INCONNU',
    'ETAT_INCOMPATIBLE',
    'SIRET_CLE',
    'AUTRE_CAF',
  ],
  async handler(call) {
    const { token, content, confirmed } = call.body;
    const link = await actByLink(call, requireToken(call, token), {
      action: 'complete',
      documentId: call.params.id,
      content,
      confirmed,
    });
    return { status: 200, body: await stateOf(call, link) };
  },
});
