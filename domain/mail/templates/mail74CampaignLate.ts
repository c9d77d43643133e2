import { frenchDate, startOfParisDate } from '../../policy/calendar.ts';
import { AGENT } from '../recipients.ts';
import { CAMPAIGN, LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, firstOf, leftInCampaign, paragraph, shorten, subject } from '../wording.ts';

interface Params {
  campaign: string;
  /** 'YYYY-MM-DD' */
  deadline: string;
  open: number;
  held: number;
  dossiers: string[];
}

/** To the agents of a Caf: the campaign's deadline is past, this is late and goes on (ESAT-24). */
export const mail74: Mail<'MAIL-74', Params> = {
  id: 'MAIL-74',
  label: 'retard de la campagne',
  to: AGENT,
  trigger: "L'échéance d'une campagne Esat est passée et des dossiers ou des lignes restent à traiter",
  write: ({ campaign, deadline, open, held, dossiers }) => {
    const left = leftInCampaign(open, held);
    return {
      subject: subject(`Campagne Esat, échéance passée : ${left} en retard`),
      blocks: [
        paragraph(
          `La campagne « ${shorten(campaign, 80)} » s'est terminée le ${frenchDate(startOfParisDate(deadline))}. Votre Caf a encore ${left} à traiter : rien n'est perdu, tout continue normalement.`,
        ),
        ...firstOf(dossiers, open),
        action('Voir les dossiers'),
      ],
    };
  },
  sample: {
    campaign: CAMPAIGN,
    deadline: '2026-06-30',
    open: 3,
    held: 2,
    dossiers: ['ESAT Les Tilleuls', 'ESAT Val Fleuri'],
    link: LINKS.campaign,
  },
};
