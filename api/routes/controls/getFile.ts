import { z } from 'zod';
import { extensionOf } from '../../../domain/attachment/mediaType.ts';
import { CAF } from '../../access.ts';
import { controlFile } from '../../annualControls.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const getControlFile = route({
  method: 'get',
  path: '/annual-controls/{id}/items/{itemId}/file',
  tag: 'Contrôle annuel',
  summary: 'La pièce d’une personne, pour la Caf',
  description:
    'Toujours à enregistrer, jamais ouverte par le navigateur. Introuvable une fois passé le terme de sa conservation.',
  roles: CAF,
  params: z.strictObject({ id, itemId: id }),
  responses: { 200: { description: 'Le fichier', contentType: 'application/octet-stream' } },
  async handler(call) {
    const { about, file } = await controlFile(call, call.params.id, call.params.itemId);
    // the name is ours: what people typed goes into no header
    const name = `piece-${about.toLowerCase()}.${extensionOf(file.mediaType)}`;
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' },
      body: file.bytes,
    };
  },
});
