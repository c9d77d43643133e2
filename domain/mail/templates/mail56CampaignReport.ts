import type { Template } from '../types.ts';
import { action, leftInCampaign, paragraph, shorten, subject } from '../wording.ts';

/** To whoever launched the campaign: its deadline has come (ESAT-24). */
export const mail56: Template<'MAIL-56'> = ({ campaign, open, held = 0 }) => ({
  subject: subject(`Bilan de la campagne « ${shorten(campaign, 55)} »`),
  blocks: [
    paragraph(`La campagne « ${shorten(campaign, 80)} » est arrivée à son échéance.`),
    paragraph(
      open + held === 0
        ? 'Tous les dossiers sont terminés.'
        : `Il reste ${leftInCampaign(open, held)} : tout continue normalement, et chaque Caf concernée est prévenue de son retard.`,
    ),
    action('Voir le bilan'),
  ],
});
