import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  /** the mail, as people name it */
  mail: string;
  /** the name of who could not be reached */
  recipient: string;
  /** it may have arrived: nobody knows (R2) */
  doubted: boolean;
}

/** To whoever launched an import of users: one of its mails was refused for good, or may not have arrived (R2). */
export const mail106: Mail<'MAIL-106', Params> = {
  id: 'MAIL-106',
  label: 'courriel d’un import non remis',
  to: 'Personne qui a lancé l’import',
  trigger: "Un courriel d'un import de personnes est refusé définitivement, ou son envoi reste incertain",
  write: ({ mail, recipient, doubted }) => ({
    subject: subject(`Courriel ${doubted ? 'incertain' : 'refusé'} – import de personnes`),
    blocks: [
      paragraph(
        doubted
          ? `L’envoi du courriel « ${mail} » destiné à ${recipient} a été coupé deux fois : il a pu arriver. Demandez à cette personne si elle l’a reçu ; sinon, prévenez-la par un autre moyen.`
          : `Le courriel « ${mail} » destiné à ${recipient} a été refusé définitivement par sa messagerie : prévenez cette personne par un autre moyen, puis faites corriger son adresse.`,
      ),
      action('Voir l’import'),
    ],
  }),
  sample: { mail: 'vous gérez un groupe', recipient: 'Léa Morin', doubted: true as boolean, link: LINKS.page },
};
