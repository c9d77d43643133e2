import { frenchDate, startOfParisDate } from '../../policy/calendar.ts';
import type { Template } from '../types.ts';
import { action, firstOf, leftInCampaign, paragraph, shorten, subject } from '../wording.ts';

/** To the agents of a Caf: the campaign's deadline is past, this is late and goes on (ESAT-24). */
export const mail74: Template<'MAIL-74'> = ({ campaign, deadline, open, held, dossiers }) => {
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
};
