import { CAF } from '../../access.ts';
import { actOnDocument } from '../../documentActs.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { documentOut } from '../../shapes/document.ts';

export const withdrawDocument = route({
  method: 'post',
  path: '/documents/{id}/withdraw',
  tag: 'Documents',
  summary: "Retirer un document qui n'est pas en vigueur",
  roles: CAF,
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'Le document après l’action', schema: documentOut } },
  errors: ['ETAT_INCOMPATIBLE'],
  handler: (call) =>
    actOnDocument(call, ({ document }) => ({
      type: 'withdrawDocuments',
      documentIds: [document.id],
      reason: call.body.reason,
    })),
});
