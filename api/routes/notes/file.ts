import { z } from 'zod';
import { extensionOf } from '../../../domain/attachment/mediaType.ts';
import { CAF, notFound } from '../../access.ts';
import { notedDossier, noteOf } from '../../notes.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const noteFile = route({
  method: 'get',
  path: '/processes/{id}/notes/{noteId}/file',
  tag: 'Dossiers',
  summary: 'Le fichier joint à une note',
  description: 'Toujours à enregistrer, jamais ouvert par le navigateur ; 404 une fois effacé.',
  roles: CAF,
  params: z.strictObject({ id, noteId: id }),
  responses: { 200: { description: 'Le fichier', contentType: 'application/octet-stream' } },
  async handler(call) {
    const { row, over } = await notedDossier(call, call.params.id);
    const note = await noteOf(call, row.id, call.params.noteId);
    const file = over || note.file === null ? null : await call.deps.attachments.open(note.file.id);
    if (file === null) throw notFound();
    // the name is ours: what people typed goes into no header
    const name = `note-${note.at.toISOString().slice(0, 10)}.${extensionOf(file.mediaType)}`;
    return {
      status: 200,
      headers: { 'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff' },
      body: file.bytes,
    };
  },
});
