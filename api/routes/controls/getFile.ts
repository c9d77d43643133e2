import { z } from 'zod';
import { extensionOf } from '../../../domain/attachment/mediaType.ts';
import { CAF, notFound } from '../../access.ts';
import { readableItem } from '../../annualControls.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const getControlFile = route({
  method: 'get',
  path: '/annual-controls/{id}/items/{itemId}/file',
  tag: 'Contrôle annuel',
  summary: 'La pièce d’une personne, pour la Caf',
  description: 'Toujours à enregistrer, jamais ouverte par le navigateur.',
  roles: CAF,
  params: z.strictObject({ id, itemId: id }),
  responses: { 200: { description: 'Le fichier', contentType: 'application/octet-stream' } },
  async handler(call) {
    const { deps, params } = call;
    const { about, proof } = await readableItem(call, params.id, params.itemId);
    const file = proof?.attachmentId == null ? null : await deps.attachments.open(proof.attachmentId);
    if (file === null) throw notFound();
    // the name is ours: what people typed goes into no header
    const name = `piece-${about.toLowerCase()}.${extensionOf(file.mediaType)}`;
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' },
      body: file.bytes,
    };
  },
});
