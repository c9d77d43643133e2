import { actByLink, linkActIn } from '../../linkActs.ts';
import { route } from '../../route.ts';
import { linkDone, stateOf, tokenParams } from '../../shapes/link.ts';

export const actByLinkRoute = route({
  method: 'post',
  path: '/links/{token}',
  tag: 'Liens',
  summary: 'Remplir, compléter, signer, refuser, répondre ou retirer',
  description:
    'Signer demande le nom, la fonction, l’accord exprès et le code reçu par courriel (`POST /links/{token}/code`).',
  roles: 'link',
  params: tokenParams,
  body: linkActIn,
  responses: { 200: { description: 'Fait', schema: linkDone } },
  errors: [
    'LIEN_PERIME',
    'DEJA_SIGNE',
    'DEJA_REFUSE',
    'DEJA_FAIT',
    'CODE_REFUSE',
    'ETAT_INCOMPATIBLE',
    'DOSSIER_TERMINE',
    'DEMANDE_TERMINEE',
    'VERSION_CHANGEE',
    'DOCUMENT_INCONNU',
    'SIRET_CLE',
    'ROLE_HORS_BULLETIN',
    'ADMINISTRATEUR_MANQUANT',
    'AUTRE_CAF',
  ],
  async handler(call) {
    const link = await actByLink(call, call.params.token, call.body);
    return { status: 200, body: await stateOf(call, link) };
  },
});
