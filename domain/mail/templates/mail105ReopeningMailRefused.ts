import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  /** the mail, as people name it */
  mail: string;
  /** whom it was for: an organisme, or who is told of all of them */
  recipient: string;
  /** a tuteur is to be told by other means; else somebody who conducts the reopening, or a Caf */
  tuteur: boolean;
}

/** To the Caf of a tuteur, or to whoever launched the reopening: one of its mails was refused for good (R2). The address itself is not repeated. */
export const mail105: Mail<'MAIL-105', Params> = {
  id: 'MAIL-105',
  label: 'courriel de l’Espace Tuteur refusé',
  to: 'Caf qui gère le tuteur, ou personne qui a lancé la réouverture',
  trigger: 'La messagerie du destinataire refuse définitivement un courriel de la réouverture',
  write: ({ mail, recipient, tuteur }) => ({
    subject: subject(`Courriel refusé – ${recipient}`),
    blocks: [
      paragraph(
        `Le courriel « ${mail} » destiné à ${recipient} a été refusé définitivement par sa messagerie : prévenez-le par un autre moyen.`,
      ),
      paragraph(
        tuteur
          ? 'Corrigez ensuite l’adresse de son administrateur, pour que les prochains courriels arrivent.'
          : 'Faites ensuite corriger cette adresse, pour que les prochains courriels arrivent.',
      ),
      action(tuteur ? 'Voir le partenaire' : 'Voir la réouverture'),
    ],
  }),
  sample: {
    mail: 'Espace Tuteur fermé',
    recipient: 'Association tutélaire des Lilas',
    tuteur: true as boolean,
    link: LINKS.page,
  },
};
