import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** address of the user guide (TUT-15) */
  guide: string;
}

/** To the administrateurs of a tuteur: the Espace Tuteur is open, with the link of its user guide (TUT-15). */
export const mail40: Mail<'MAIL-40', Params> = {
  id: 'MAIL-40',
  label: 'Espace Tuteur ouvert',
  to: 'Administrateurs du tuteur',
  trigger: "L'Espace Tuteur s'ouvre pour un tuteur",
  write: ({ organisme, guide }) => ({
    subject: subject(`L'Espace Tuteur est ouvert pour ${organisme}`),
    blocks: [
      paragraph(
        `L'Espace Tuteur est ouvert pour ${organisme} : vos protégés s'y cherchent par nom ou par numéro, pour tous vos établissements.`,
      ),
      paragraph(`Le guide d'utilisation est publié dans l'espace des partenaires de caf.fr, à l'adresse ${guide}.`),
      paragraph(
        "S'il vous manque un protégé, signalez-le depuis l'Espace Tuteur : la réponse est immédiate, ou votre Caf s'en charge.",
      ),
      action('Entrer dans Passerelle'),
    ],
  }),
  sample: { organisme: 'Association tutélaire des Lilas', guide: 'https://www.caf.fr/partenaires', link: LINKS.page },
};
