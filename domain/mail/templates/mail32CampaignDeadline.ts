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
  /** held rows that still wait */
  held?: number;
  /** names of the open dossiers; the first ones are shown */
  dossiers?: string[];
}

/** To the agents of a Caf: the campaign's deadline comes near, these dossiers and held rows are still open (REM-4, ESAT-22). */
export const mail32: Mail<'MAIL-32', Params> = {
  id: 'MAIL-32',
  label: 'échéance de la campagne',
  to: AGENT,
  trigger: "L'échéance d'une campagne Esat approche et des dossiers ou des lignes restent à traiter",
  write: ({ campaign, deadline, open, held = 0, dossiers = [] }) => {
    const left = leftInCampaign(open, held);
    return {
      subject: subject(`Campagne Esat : ${left} à traiter`),
      blocks: [
        paragraph(
          `La campagne « ${shorten(campaign, 80)} » se termine le ${frenchDate(startOfParisDate(deadline))}. Votre Caf a encore ${left} à traiter.`,
        ),
        ...firstOf(dossiers, open),
        action('Voir les dossiers'),
      ],
    };
  },
  sample: {
    campaign: CAMPAIGN,
    deadline: '2026-06-30',
    open: 12,
    held: 2,
    dossiers: ['ESAT Les Tilleuls', 'ESAT Val Fleuri'],
    link: LINKS.campaign,
  },
};
