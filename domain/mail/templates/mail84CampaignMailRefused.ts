import { CAMPAIGN, LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, shorten, subject } from '../wording.ts';

interface Params {
  campaign: string;
  /** it may have arrived: nobody knows (R2) */
  doubted?: true;
  /** the name of who could not be reached */
  recipient: string;
}

/** To whoever launched the campaign: one of its mails was refused for good, or may not have arrived (R2). */
export const mail84: Mail<'MAIL-84', Params> = {
  id: 'MAIL-84',
  label: 'courriel de campagne refusé',
  to: 'Personne qui a lancé la campagne',
  trigger: "Un courriel d'une campagne est refusé définitivement, ou son envoi reste incertain",
  write: ({ campaign, recipient, doubted }) => ({
    subject: subject(`Courriel ${doubted ? 'incertain' : 'refusé'} – campagne « ${shorten(campaign, 50)} »`),
    blocks: [
      paragraph(
        doubted
          ? `L’envoi d’un courriel de la campagne « ${shorten(campaign, 80)} » destiné à « ${recipient} » a été coupé deux fois : il a pu arriver. Demandez à ce destinataire s’il l’a reçu ; sinon, prévenez-le par un autre moyen.`
          : `Un courriel de la campagne « ${shorten(campaign, 80)} » destiné à « ${recipient} » a été refusé définitivement par sa messagerie : prévenez ce destinataire par un autre moyen.`,
      ),
      action('Voir la campagne'),
    ],
  }),
  sample: { campaign: CAMPAIGN, recipient: 'Caf 93', link: LINKS.campaign },
};
