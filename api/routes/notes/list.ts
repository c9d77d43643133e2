import { z } from 'zod';
import { notesOf } from '../../../adapters/store/dossier/notes.ts';
import { accessTo, CAF } from '../../access.ts';
import { notedDossier, presentNote } from '../../notes.ts';
import { route } from '../../route.ts';
import { idParams, pageOf, pageQuery } from '../../shapes/common.ts';
import { noteOut } from '../../shapes/note.ts';

/** What is over its term is not there, whenever the purge takes it (S7). */
const NONE: Awaited<ReturnType<typeof notesOf>> = { items: [], nextCursor: null };

export const listNotes = route({
  method: 'get',
  path: '/processes/{id}/notes',
  tag: 'Dossiers',
  summary: 'Notes des collègues sur ce dossier, de la plus récente à la plus ancienne',
  description: 'Lues par les agents qui lisent le dossier, jamais par le partenaire ; effacées au terme des fichiers.',
  roles: CAF,
  params: idParams,
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'Notes', schema: pageOf(noteOut) } },
  async handler(call) {
    const { deps, person, params, query } = call;
    const { row, over } = await notedDossier(call, params.id);
    const page = over ? NONE : await notesOf(deps.db, deps.seal, row.id, query);
    const acts = accessTo(person, row) === 'act';
    return { status: 200, body: { ...page, items: page.items.map((note) => presentNote(note, person, acts)) } };
  },
});
