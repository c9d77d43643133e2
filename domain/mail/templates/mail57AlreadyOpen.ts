import { APPLICANT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
}

/** To the address of the open request: somebody tried to open a second one (REQ-20). */
export const mail57: Mail<'MAIL-57', Params> = {
  id: 'MAIL-57',
  label: 'demande déjà ouverte',
  to: APPLICANT,
  trigger: 'Une seconde demande est tentée pour le même organisme',
  write: ({ organisme }) => ({
    subject: subject("Une demande d'accès est déjà ouverte"),
    blocks: [
      paragraph(
        `Une nouvelle demande d'accès vient d'être déposée pour ${organisme}, alors qu'une demande est déjà ouverte. Elle n'a pas été enregistrée.`,
      ),
      paragraph('Si elle ne vient pas de vous, vous n’avez rien à faire.'),
      action('Suivre la demande ouverte'),
    ],
  }),
  sample: { organisme: ORGANISME, link: LINKS.request },
};
