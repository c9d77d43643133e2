import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
}

/** To the partner: the eligibility form of the Esat service, cases 1 and 2 (ESAT-5). */
export const mail51: Mail<'MAIL-51', Params> = {
  id: 'MAIL-51',
  label: "formulaire d'éligibilité à remplir",
  to: PARTNER,
  trigger: "Un dossier Esat commence et l'éligibilité est à vérifier",
  write: ({ organisme }) => ({
    subject: subject("Service Esat : formulaire d'éligibilité à remplir"),
    blocks: [
      paragraph(
        `Pour ouvrir le service Esat à ${organisme}, la Caf a besoin de quelques informations sur l'établissement. Comptez deux minutes.`,
      ),
      action('Remplir le formulaire'),
      PERSONAL_LINK,
    ],
  }),
  sample: { organisme: ORGANISME, link: LINKS.dossier },
};
