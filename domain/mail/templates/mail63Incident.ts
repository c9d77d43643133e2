import { AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  again: boolean;
}

/** To the Caf, at once: a security incident was declared; again when nobody took it up (OBL-12, TIME-11). No name, no fact. */
export const mail63: Mail<'MAIL-63', Params> = {
  id: 'MAIL-63',
  label: 'incident de sécurité',
  to: AGENT,
  trigger: "Un incident de sécurité est déclaré, puis s'il n'est pas pris en charge",
  write: ({ organisme, again }) => ({
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
  }),
  sample: { organisme: ORGANISME, again: false, link: LINKS.process },
};
