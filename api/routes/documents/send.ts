import { CAF } from '../../access.ts';
import { actOnDocument } from '../../documentActs.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { documentOut } from '../../shapes/document.ts';

export const sendDocument = route({
  method: 'post',
  path: '/documents/{id}/send',
  tag: 'Documents',
  summary: 'Envoyer au partenaire',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'Le document après l’action', schema: documentOut } },
  errors: ['ETAT_INCOMPATIBLE', 'CONVENTION_DEJA_ACTIVE', 'MISSION_MANQUANTE', 'MODE_MANQUANT', 'COURRIEL_MANQUANT'],
  handler: (call) => actOnDocument(call, ({ document }) => ({ type: 'send', documentIds: [document.id] })),
});
