import { frenchDate, startOfParisDate } from '../../policy/calendar.ts';
import type { Template } from '../types.ts';
import { action, count, list, paragraph, shorten, subject } from '../wording.ts';

/** More would make the mail a report: the page has them all. */
const SHOWN = 10;

/** To the agents of a Caf: the campaign's deadline comes near, these dossiers are still open (REM-4, ESAT-22). */
export const mail32: Template<'MAIL-32'> = ({ campaign, deadline, open, dossiers = [] }) => {
  const left = count(open, 'dossier', 'dossiers');
  const others = open - Math.min(dossiers.length, SHOWN);
  return {
    subject: subject(`Campagne Esat : ${left} à terminer`),
    blocks: [
      paragraph(
        `La campagne « ${shorten(campaign, 80)} » se termine le ${frenchDate(startOfParisDate(deadline))}. Votre Caf a encore ${left} à mener à terme.`,
      ),
      ...list(
        dossiers.length === 0
          ? []
          : [...dossiers.slice(0, SHOWN), ...(others > 0 ? [`et ${count(others, 'autre', 'autres')}`] : [])],
      ),
      action('Voir les dossiers'),
    ],
  };
};
