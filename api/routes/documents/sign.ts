import { z } from 'zod';
import { documentAmong } from '../../../domain/dossier/documents.ts';
import { requireToken, resolveLink } from '../../link.ts';
import { actByLink, dossierOf, signFields } from '../../linkActs.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { linkDone, stateOf, tokenInBody } from '../../shapes/link.ts';

export const signDocument = route({
  method: 'post',
  path: '/documents/{id}/sign',
  tag: 'Documents',
  summary: 'Signer un document, par le lien reçu',
  description: 'Seul le représentant signe, par son lien et le code reçu par courriel (RGT-1).',
  roles: 'link',
  params: idParams,
  body: z.strictObject({
    token: tokenInBody,
    ...signFields,
    version: z.int().min(1).optional().meta({ description: 'Version affichée ; absente : la version actuelle' }),
  }),
  responses: { 200: { description: 'Signé', schema: linkDone } },
  errors: [
    'NON_AUTHENTIFIE',
    'LIEN_REQUIS',
    'LIEN_PERIME',
    'DOCUMENT_INCONNU',
    'CODE_REFUSE',
    'ETAT_INCOMPATIBLE',
    'VERSION_CHANGEE',
  ],
  async handler(call) {
    const { token: inBody, version, ...fields } = call.body;
    const token = requireToken(call, inBody);
    const shown = version ?? (await currentVersion(call, token, call.params.id));
    const link = await actByLink(call, token, {
      action: 'sign',
      ...fields,
      documents: [{ id: call.params.id, version: shown }],
    });
    return { status: 200, body: await stateOf(call, link) };
  },
});

async function currentVersion(call: Parameters<typeof actByLink>[0], token: string, id: string): Promise<number> {
  const link = await resolveLink(call.deps, token);
  // a repeated request by a link that its first use voided: what was signed is in the stored command
  if (!link.current) return 1;
  return documentAmong((await dossierOf(call, link)).documents, id).version;
}
