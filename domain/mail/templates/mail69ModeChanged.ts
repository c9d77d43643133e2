import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  mode: 'DELEGUE' | 'CENTRALISE';
  detached: string[];
}

const MODES: Record<Params['mode'], string> = { DELEGUE: 'délégué', CENTRALISE: 'centralisé' };

/** To the administrateurs: who manages accounts and groups from now on, and the roles that the new bulletins do not offer (DEL-10). */
export const mail69: Mail<'MAIL-69', Params> = {
  id: 'MAIL-69',
  label: 'mode de gestion changé',
  to: ADMINISTRATEURS,
  trigger: "Une convention en remplace une autre : le mode de gestion n'est plus le même",
  write: ({ organisme, mode, detached }) => ({
    subject: subject(`Mode de gestion ${MODES[mode]} pour ${organisme}`),
    blocks: [
      paragraph(
        mode === 'DELEGUE'
          ? `La nouvelle convention ${of(organisme)} est en vigueur, en mode délégué : vous gérez désormais vous-même les comptes et les groupes.`
          : `La nouvelle convention ${of(organisme)} est en vigueur, en mode centralisé : la Caf gère désormais les comptes et les groupes. Vous lui adressez vos demandes depuis Passerelle.`,
      ),
      paragraph('Les comptes, les identifiants et les groupes sont inchangés.'),
      ...when(
        detached.length > 0,
        () => 'Le nouveau bulletin n’offre plus le rôle de ces groupes : leurs membres n’ont plus ce service.',
      ),
      ...list(detached),
      action('Voir les groupes'),
    ],
  }),
  sample: { organisme: ORGANISME, mode: 'CENTRALISE', detached: ['T1 Action sociale (rôle T1)'], link: LINKS.page },
};
