import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the user and to who made the account: it is closed, or reactivated (ACC-14, ACC-16). */
export const mail34: Template<'MAIL-34'> = ({ organisme, closed, login, toCreator = false }) => ({
  subject: subject(closed ? 'Compte clos' : 'Compte réactivé'),
  blocks: [
    paragraph(
      closed
        ? `Le compte ${login} de ${organisme} est clos : il ne permet plus d'entrer. Rien n'est effacé.`
        : `Le compte ${login} de ${organisme} est de nouveau ouvert, avec le même identifiant et les mêmes groupes.`,
    ),
    ...(toCreator
      ? [action('Voir le compte')]
      : [
          paragraph(
            closed
              ? 'Une question ? Adressez-vous à votre administrateur ou à votre gestionnaire.'
              : 'Mot de passe perdu ? Demandez-en un autre par « mot de passe oublié ».',
          ),
          action('Ouvrir la page de connexion'),
        ]),
  ],
});
