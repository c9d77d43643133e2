import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the Caf: a partner still waits for it (TIME-12). */
export const mail79: Template<'MAIL-79'> = ({ organisme, departure }) => ({
  subject: subject(`En retard : ${departure ? "départ d'administrateur" : 'demande de support'} – ${organisme}`),
  blocks: [
    paragraph(
      departure
        ? `Le départ d'un administrateur de ${organisme} est signalé depuis plus de cinq jours ouvrés.`
        : `La demande de ${organisme} attend toujours votre réponse : son échéance est passée.`,
    ),
    action('Voir la demande'),
  ],
});
