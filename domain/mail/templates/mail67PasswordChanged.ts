import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To someone whose personal password was chosen or changed: so that a stranger's change is noticed (S4). */
export const mail67: Template<'MAIL-67'> = ({ at }) => ({
  subject: subject('Votre mot de passe a été changé'),
  blocks: [
    paragraph(`Le mot de passe de votre compte a été changé le ${at}. Vos autres sessions ont pris fin.`),
    paragraph(
      "Ce n'est pas vous ? Demandez tout de suite « mot de passe oublié », puis prévenez votre gestionnaire ou votre Caf.",
    ),
    action('Ouvrir la page de connexion'),
  ],
});
