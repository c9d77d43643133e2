import { of } from '../elision.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  closed: boolean;
  login: string;
  toCreator?: true;
}

/** To the user and to who made the account: it is closed, or reactivated (ACC-14, ACC-16). */
export const mail34: Mail<'MAIL-34', Params> = {
  id: 'MAIL-34',
  label: 'compte clos ou réactivé',
  to: 'Personne du compte, et son créateur',
  trigger: 'Un compte est clos ou réactivé',
  write: ({ organisme, closed, login, toCreator = false }) => ({
    subject: subject(closed ? 'Compte clos' : 'Compte réactivé'),
    blocks: [
      paragraph(
        closed
          ? `Le compte ${login} ${of(organisme)} est clos : il ne permet plus d'entrer. Rien n'est effacé.`
          : `Le compte ${login} ${of(organisme)} est de nouveau ouvert, avec le même identifiant et les mêmes groupes.`,
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
  }),
  sample: { organisme: ORGANISME, closed: true, login: 'MCP0EXEMP1E', link: LINKS.page },
};
