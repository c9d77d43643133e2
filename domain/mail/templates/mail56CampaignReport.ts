import { CAMPAIGN, LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, leftInCampaign, paragraph, shorten, subject } from '../wording.ts';

interface Params {
  campaign: string;
  open: number;
  held?: number;
}

/** To whoever launched the campaign: its deadline has come (ESAT-24). */
export const mail56: Mail<'MAIL-56', Params> = {
  id: 'MAIL-56',
  label: 'bilan de la campagne',
  to: 'Personne qui a lancé la campagne',
  trigger: "L'échéance de la campagne est atteinte",
  write: ({ campaign, open, held = 0 }) => ({
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
  }),
  sample: { campaign: CAMPAIGN, open: 3, held: 2, link: LINKS.campaign },
};
