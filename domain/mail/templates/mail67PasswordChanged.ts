import { PERSON } from '../recipients.ts';
import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  at: string;
}

/** To someone whose personal password was chosen or changed: so that a stranger's change is noticed (S4). */
export const mail67: Mail<'MAIL-67', Params> = {
  id: 'MAIL-67',
  label: 'mot de passe changé',
  to: PERSON,
  trigger: 'Le mot de passe personnel est choisi ou changé',
  write: ({ at }) => ({
    subject: subject('Votre mot de passe a été changé'),
    blocks: [
      paragraph(`Le mot de passe de votre compte a été changé le ${at}. Vos autres sessions ont pris fin.`),
      paragraph(
        "Ce n'est pas vous ? Demandez-en tout de suite un autre par « Mot de passe oublié », puis prévenez votre gestionnaire ou votre Caf.",
      ),
      action('Ouvrir la page de connexion'),
    ],
  }),
  sample: { at: '10/03/2026 à 09h00', link: LINKS.page },
};
