import type { Template } from '../types.ts';
import { action, paragraph, shorten, subject } from '../wording.ts';

/** To whoever launched the campaign: one of its mails was refused for good (R2). */
export const mail84: Template<'MAIL-84'> = ({ campaign, recipient }) => ({
  subject: subject(`Courriel refusé – campagne « ${shorten(campaign, 50)} »`),
  blocks: [
    paragraph(
      `Un courriel de la campagne « ${shorten(campaign, 80)} » destiné à ${recipient} a été refusé définitivement par sa messagerie : prévenez ce destinataire par un autre moyen.`,
    ),
    action('Voir la campagne'),
  ],
});
