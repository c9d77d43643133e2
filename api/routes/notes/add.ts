import { z } from 'zod';
import { prose } from '../../../domain/formats/schemas.ts';
import { CAF } from '../../access.ts';
import { addNote, presentNote } from '../../notes.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { noteOut } from '../../shapes/note.ts';

export const addNoteRoute = route({
  method: 'post',
  path: '/processes/{id}/notes',
  tag: 'Dossiers',
  summary: 'Ajouter une note à un dossier, pour les collègues',
  description:
    'Un texte, un fichier (PDF, PNG ou JPEG de 10 Mo au plus, champ `file`), ou les deux. Gardés scellés ; le partenaire ne les lit pas.',
  roles: CAF,
  params: idParams,
  upload: 'optional',
  body: z.strictObject({
    text: prose(4_000).or(z.literal('')).default('').meta({ description: 'Vide quand un fichier dit tout' }),
  }),
  responses: { 201: { description: 'Ajoutée', schema: noteOut } },
  errors: ['CHAMP_OBLIGATOIRE', 'FICHIER_TROP_GROS', 'FICHIER_TYPE_REFUSE'],
  async handler(call) {
    const note = await addNote(call, call.params.id, call.body.text);
    return { status: 201, body: presentNote(note, call.person, true) };
  },
});
