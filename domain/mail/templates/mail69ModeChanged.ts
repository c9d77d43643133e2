import { MODE_WORDS } from '../../document/types.ts';
import type { Template } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

/** To the administrateurs: who manages accounts and groups from now on, and the roles that the new bulletins do not offer (DEL-10). */
export const mail69: Template<'MAIL-69'> = ({ organisme, mode, detached }) => ({
  subject: subject(`Mode de gestion ${MODE_WORDS[mode]} pour ${organisme}`),
  blocks: [
    paragraph(
      mode === 'DELEGUE'
        ? `La nouvelle convention de ${organisme} est en vigueur, en mode délégué : vous gérez désormais vous-même les comptes et les groupes.`
        : `La nouvelle convention de ${organisme} est en vigueur, en mode centralisé : la Caf gère désormais les comptes et les groupes. Vous lui adressez vos demandes depuis Passerelle.`,
    ),
    paragraph('Les comptes, les identifiants et les groupes sont inchangés.'),
    ...when(
      detached.length > 0,
      () => 'Le nouveau bulletin n’offre plus le rôle de ces groupes : leurs membres n’ont plus ce service.',
    ),
    ...list(detached),
    action('Voir les groupes'),
  ],
});
