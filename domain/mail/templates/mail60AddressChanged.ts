import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the old address of an account (ACC-26). */
export const mail60: Template<'MAIL-60'> = ({ organisme }) => ({
  subject: subject('Votre adresse de contact a été changée'),
  blocks: [
    paragraph(
      `L'adresse courriel de votre compte ${organisme} vient d'être remplacée : celle-ci ne recevra plus rien.`,
    ),
    paragraph("Ce n'est pas vous ? Prévenez tout de suite votre administrateur ou votre gestionnaire."),
    action('Ouvrir la page de connexion'),
  ],
});
