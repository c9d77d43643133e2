import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
}

/** To the old address of an account (ACC-26). */
export const mail60: Mail<'MAIL-60', Params> = {
  id: 'MAIL-60',
  label: 'adresse de contact changée',
  to: 'Ancienne adresse du compte',
  trigger: "L'adresse de contact d'un compte est changée",
  write: ({ organisme }) => ({
    subject: subject('Votre adresse de contact a été changée'),
    blocks: [
      paragraph(
        `L'adresse de courriel de votre compte ${organisme} vient d'être remplacée : celle-ci ne recevra plus rien.`,
      ),
      paragraph("Ce n'est pas vous ? Prévenez tout de suite votre administrateur ou votre gestionnaire."),
      action('Ouvrir la page de connexion'),
    ],
  }),
  sample: { organisme: ORGANISME, link: LINKS.page },
};
