import type { Template } from '../types.ts';
import { action, paragraph, shorten, subject } from '../wording.ts';

/** To whoever launched the campaign: its deadline has come (ESAT-24). */
export const mail56: Template<'MAIL-56'> = ({ campaign, open }) => ({
  subject: subject(`Bilan de la campagne « ${shorten(campaign, 55)} »`),
  blocks: [
    paragraph(`La campagne « ${shorten(campaign, 80)} » est arrivée à son échéance.`),
    paragraph(
      open === 0
        ? 'Tous les dossiers sont terminés.'
        : open === 1
          ? 'Un dossier reste en cours. Il est signalé en retard et continue normalement.'
          : `${open} dossiers restent en cours. Ils sont signalés en retard et continuent normalement.`,
    ),
    action('Voir le bilan'),
  ],
});
