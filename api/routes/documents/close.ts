import { CAF } from '../../access.ts';
import { dossierToClose } from '../../conventionEnd.ts';
import { actOnDocument } from '../../documentActs.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { documentOut } from '../../shapes/document.ts';

export const closeDocumentRoute = route({
  method: 'post',
  path: '/documents/{id}/close',
  tag: 'Documents',
  summary: 'Clore : fermer une convention ferme tout ce qui en dépend (CONV-13)',
  roles: CAF,
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'Le document après l’action', schema: documentOut } },
  errors: ['ETAT_INCOMPATIBLE'],
  handler: (call) =>
    actOnDocument(
      call,
      ({ document }) => ({ type: 'close', documentId: document.id, reason: call.body.reason }),
      // one that was signed before Passerelle: its end is a dossier of its own
      (found) => dossierToClose(call, found),
    ),
});
