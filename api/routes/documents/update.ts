import { z } from 'zod';
import { invalid, missing } from '../../../domain/errors.ts';
import { line } from '../../../domain/formats/schemas.ts';
import { CAF } from '../../access.ts';
import { actOnDocument } from '../../documentActs.ts';
import { knownVersion } from '../../ifMatch.ts';
import { route } from '../../route.ts';
import { delegationMode, idParams, meant } from '../../shapes/common.ts';
import { documentOut } from '../../shapes/document.ts';
import { departments } from '../../shapes/partner.ts';

export const updateDocument = route({
  method: 'patch',
  path: '/documents/{id}',
  tag: 'Documents',
  summary: "Modifier le contenu d'un document avant sa signature",
  description:
    'Le mode de gestion ne figure que dans le contrat (DEL-3, DEL-4). Avec If-Match, une version périmée est refusée (412). Modifier ce qui est déjà envoyé en fait une nouvelle version.',
  roles: CAF,
  params: idParams,
  body: z
    .strictObject({
      missions: z.array(line(200)).max(50),
      departments,
      delegationMode,
      roles: z.array(line(60)).min(1).max(50),
      confirmed: meant,
    })
    .partial(),
  responses: {
    200: { description: 'Le document modifié', schema: documentOut, headers: { ETag: 'Version du document' } },
  },
  errors: ['VERSION_PERIMEE', 'ETAT_INCOMPATIBLE', 'MODE_HORS_CONTRAT', 'MISSION_MANQUANTE', 'AUTRE_CAF'],
  handler: (call) => {
    const { confirmed, ...content } = call.body;
    if (Object.keys(content).length === 0)
      throw invalid([missing('', 'Indiquez au moins une information à modifier.')]);
    return actOnDocument(call, ({ document }) => ({
      type: 'edit',
      documentId: document.id,
      content,
      confirmed: confirmed === true,
      version: knownVersion(call.ifMatch, document.version, 'Le document') ?? undefined,
    }));
  },
});
