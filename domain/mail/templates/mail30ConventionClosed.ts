import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  number: string;
  reason: string;
  successor: string | null;
}

/** To the partner, and to its administrateurs where nothing replaces it: the convention is closed, or by which one it is replaced (CONV-13, DEL-5). */
export const mail30: Mail<'MAIL-30', Params> = {
  id: 'MAIL-30',
  label: 'convention close',
  to: PARTNER,
  trigger: 'Une convention est close',
  write: ({ organisme, number, reason, successor }) => ({
    subject: subject(`Convention ${number} close`),
    blocks: [
      paragraph(`La convention ${number} ${of(organisme)} est close. Motif : ${reason}`),
      ...when(
        successor !== null,
        () =>
          `La convention ${successor} la remplace : services, groupes et comptes continuent, avec les mêmes identifiants.`,
      ),
      ...when(successor === null, () => 'Les services ouverts par cette convention sont fermés ; rien n’est supprimé.'),
      action('Consulter Passerelle'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    number: '24_118',
    reason: 'changement de mode de gestion.',
    successor: '26_12',
    link: LINKS.page,
  },
};
