import type { Template } from '../types.ts';
import { action, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

/** To the partner: the eligibility form of the Esat service, cases 1 and 2 (ESAT-5). */
export const mail51: Template<'MAIL-51'> = ({ organisme }) => ({
  subject: subject("Service Esat : formulaire d'éligibilité à remplir"),
  blocks: [
    paragraph(
      `Pour ouvrir le service Esat à ${organisme}, la Caf a besoin de quelques informations sur l'établissement. Comptez deux minutes.`,
    ),
    action('Remplir le formulaire'),
    PERSONAL_LINK,
  ],
});
