import { CAF } from '../../access.ts';
import { actOnDocument } from '../../documentActs.ts';
import { route } from '../../route.ts';
import { idParams, reasonBody } from '../../shapes/common.ts';
import { documentOut } from '../../shapes/document.ts';

export const returnDocument = route({
  method: 'post',
  path: '/documents/{id}/return',
  tag: 'Documents',
  summary: 'Renvoyer pour correction, avec un motif',
  roles: CAF,
  params: idParams,
  body: reasonBody,
  responses: { 200: { description: 'Le document après l’action', schema: documentOut } },
  errors: ['ETAT_INCOMPATIBLE'],
  handler: (call) =>
    actOnDocument(call, ({ document }) => ({ type: 'return', documentIds: [document.id], reason: call.body.reason })),
});
