import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  outcome: string;
  reason: string;
}

/** To the partner: the dossier or request ended without an opening, and why. */
export const mail53: Mail<'MAIL-53', Params> = {
  id: 'MAIL-53',
  label: 'fin du dossier',
  to: PARTNER,
  trigger: 'Un dossier ou une demande se termine sans ouverture',
  write: ({ organisme, outcome, reason }) => ({
    subject: subject(`Votre dossier est terminé : ${outcome}`),
    blocks: [
      paragraph(`Le dossier ${of(organisme)} est terminé : ${outcome}.`),
      paragraph(`Motif : ${reason}`),
      paragraph('Ce qui était en vigueur le reste. Pour reprendre, adressez-vous à votre Caf.'),
      action('Consulter Passerelle'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    outcome: 'dossier abandonné',
    reason: 'Sans réponse malgré les relances.',
    link: LINKS.page,
  },
};
