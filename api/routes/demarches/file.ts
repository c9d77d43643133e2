import { z } from 'zod';
import { extensionOf } from '../../../domain/attachment/mediaType.ts';
import { CAF, PARTNER_SIDE } from '../../access.ts';
import { complementFile, readableDemarche } from '../../demarches.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';
import { demarcheFacts } from '../../shapes/demarche.ts';

export const demarcheFile = route({
  method: 'get',
  path: '/tuteur/demarches/{id}/files/{fileId}',
  tag: 'Espace Tuteur',
  summary: 'Un fichier joint à un complément',
  description:
    'Pour un tuteur qui atteint le protégé, tracé (TUT-13) ; pour la Caf qui en a la charge. Toujours à enregistrer, jamais ouvert par le navigateur ; 404 une fois effacé.',
  roles: [...CAF, ...PARTNER_SIDE],
  params: z.object({ id, fileId: id }),
  responses: { 200: { description: 'Le fichier', contentType: 'application/octet-stream' } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE'],
  async handler(call) {
    const row = await readableDemarche(call, call.params.id);
    const { mediaType, bytes } = await complementFile(call, row, call.params.fileId);
    // the name is ours: what people typed goes into no header
    const name = `complement-${demarcheFacts(row).number}.${extensionOf(mediaType)}`;
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' },
      body: bytes,
    };
  },
});
