import { of } from '../elision.ts';
import { AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  departure: boolean;
}

/** To the Caf: a partner still waits for it (TIME-12). */
export const mail79: Mail<'MAIL-79', Params> = {
  id: 'MAIL-79',
  label: 'demande de support en retard',
  to: AGENT,
  trigger: 'Une demande de support attend encore la Caf après son délai',
  write: ({ organisme, departure }) => ({
    subject: subject(`En retard : ${departure ? "départ d'administrateur" : 'demande de support'} – ${organisme}`),
    blocks: [
      paragraph(
        departure
          ? `Le départ d'un administrateur ${of(organisme)} est signalé depuis plus de cinq jours ouvrés.`
          : `La demande ${of(organisme)} attend toujours votre réponse : son échéance est passée.`,
      ),
      action('Voir la demande'),
    ],
  }),
  sample: { organisme: ORGANISME, departure: false, link: LINKS.process },
};
