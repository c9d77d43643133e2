import { extensionOf } from '../../../domain/attachment/mediaType.ts';
import { CAF, notFound } from '../../access.ts';
import { factsOf, pj3Purged, readableChange } from '../../approverChanges.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const getPj3 = route({
  method: 'get',
  path: '/afas/approver-changes/{id}/pj3',
  tag: 'Afas',
  summary: 'La PJ 3, pour la Caf',
  description:
    'Toujours à enregistrer, jamais ouverte par le navigateur. Introuvable une fois passé le terme de sa conservation.',
  roles: CAF,
  params: idParams,
  responses: { 200: { description: 'Le fichier', contentType: 'application/octet-stream' } },
  async handler(call) {
    const { deps, params } = call;
    const row = await readableChange(call, params.id);
    const { pj3 } = factsOf(row);
    const file = pj3 === null || pj3Purged(call, row) ? null : await deps.attachments.open(pj3);
    if (file === null) throw notFound();
    // the name is ours: what people typed goes into no header
    const name = `pj3-${params.id}.${extensionOf(file.mediaType)}`;
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' },
      body: file.bytes,
    };
  },
});
