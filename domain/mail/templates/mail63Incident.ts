import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the Caf, at once: a security incident was declared; again when nobody took it up (OBL-12, TIME-11). No name, no fact. */
export const mail63: Template<'MAIL-63'> = ({ organisme, again }) => ({
  subject: subject(`${again ? 'Toujours sans réponse : incident' : 'Incident'} de sécurité – ${organisme}`),
  blocks: [
    paragraph(
      again
        ? `L'incident de sécurité signalé par ${organisme} n'est toujours pas pris en compte.`
        : `${organisme} signale un incident de sécurité.`,
    ),
    paragraph("Prenez-le en compte, puis suspendez d'un clic les comptes concernés s'il le faut."),
    action("Voir l'incident"),
  ],
});
