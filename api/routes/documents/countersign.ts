import { CAF } from '../../access.ts';
import { actOnDocument } from '../../documentActs.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { documentOut } from '../../shapes/document.ts';
import { signingActor } from '../../signing.ts';

export const countersignDocument = route({
  method: 'post',
  path: '/documents/{id}/countersign',
  tag: 'Documents',
  summary: 'Contresigner : le document entre en vigueur',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'Le document après l’action', schema: documentOut } },
  errors: [
    'ETAT_INCOMPATIBLE',
    'DOCUMENTS_MANQUANTS',
    'AVENANT_MANQUANT',
    'PORTEE_A_VERIFIER',
    'CONVENTION_DEJA_ACTIVE',
    'SIRET_DIFFERENT',
    'SIGNATURE_NON_DELEGUEE',
  ],
  handler: (call) =>
    actOnDocument(
      call,
      ({ document }) => ({
        type: 'countersign',
        documentIds: [document.id],
      }),
      undefined,
      () => signingActor(call),
    ),
});
