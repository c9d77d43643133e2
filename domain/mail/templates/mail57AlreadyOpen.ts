import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the address of the open request: somebody tried to open a second one (REQ-20). */
export const mail57: Template<'MAIL-57'> = ({ organisme }) => ({
  subject: subject("Une demande d'accès est déjà ouverte"),
  blocks: [
    paragraph(
      `Une nouvelle demande d'accès vient d'être déposée pour ${organisme}, alors qu'une demande est déjà ouverte. Elle n'a pas été enregistrée.`,
    ),
    paragraph('Si elle ne vient pas de vous, vous n’avez rien à faire.'),
    action('Suivre la demande ouverte'),
  ],
});
