import { of } from '../elision.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  closed: boolean;
  login: string;
  toCreator?: true;
  /** identifiant of the other account of the same person, which stays; absent: it is their only one */
  kept?: string;
}

/** To the user and to who made the account: it is closed, or reactivated (ACC-14, ACC-16). */
export const mail34: Mail<'MAIL-34', Params> = {
  id: 'MAIL-34',
  label: 'compte clos ou réactivé',
  to: 'Personne du compte, et son créateur',
  trigger: 'Un compte est clos ou réactivé',
  write: ({ organisme, closed, login, toCreator = false, kept }) => ({
    subject: subject(closed ? 'Compte clos' : 'Compte réactivé'),
    blocks: [
      paragraph(
        closed
          ? `Le compte ${login} ${of(organisme)} est clos : il ne permet plus d'entrer. Rien n'est effacé.`
          : `Le compte ${login} ${of(organisme)} est de nouveau ouvert, avec le même identifiant et les mêmes groupes.`,
      ),
      ...when(
        kept !== undefined,
        () =>
          `Les deux fiches de cet organisme n’en font plus qu’une, et vous y aviez deux comptes. Entrez désormais avec l’identifiant ${kept} et son mot de passe : ce compte a les groupes des deux.`,
      ),
      ...(toCreator
        ? [action('Voir le compte')]
        : [
            paragraph(
              closed
                ? 'Une question ? Adressez-vous à votre administrateur ou à votre gestionnaire.'
                : 'Mot de passe perdu ? Demandez-en un autre par « Mot de passe oublié ».',
            ),
            action('Ouvrir la page de connexion'),
          ]),
    ],
  }),
  sample: { organisme: ORGANISME, closed: true, login: 'MCP0EXEMP1E', link: LINKS.page },
};
