import { frenchDate, startOfParisDate } from '../../policy/calendar.ts';
import type { Template } from '../types.ts';
import { action, firstOf, leftInCampaign, paragraph, shorten, subject } from '../wording.ts';

/** To the agents of a Caf: the campaign's deadline comes near, these dossiers and held rows are still open (REM-4, ESAT-22). */
export const mail32: Template<'MAIL-32'> = ({ campaign, deadline, open, held = 0, dossiers = [] }) => {
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
};
