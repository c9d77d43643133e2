import { z } from 'zod';
import { CAF } from '../../access.ts';
import { withdrawNote } from '../../notes.ts';
import { route } from '../../route.ts';
import { id } from '../../shapes/common.ts';

export const withdrawNoteRoute = route({
  method: 'delete',
  path: '/processes/{id}/notes/{noteId}',
  tag: 'Dossiers',
  summary: 'Retirer une note, avec son fichier',
  description:
    'Par qui l’a écrite, ou par un administrateur de la Caf. Le journal dit qu’elle a été retirée, pas ce qu’elle disait.',
  roles: CAF,
  params: z.strictObject({ id, noteId: id }),
  responses: { 204: { description: 'Retirée' } },
  async handler(call) {
    await withdrawNote(call, call.params.id, call.params.noteId);
    return { status: 204 };
  },
});
