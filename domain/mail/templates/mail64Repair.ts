import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To whoever can repair it: someone cannot enter a service, and what there is to do (domain.md §12, CON-30). */
export const mail64: Template<'MAIL-64'> = ({ audience, organisme, login, service, remedy }) => ({
  subject: subject(`Accès à « ${service} » – ${organisme}`),
  blocks: [
    paragraph(
      audience === 'self'
        ? `Avec l'identifiant ${login} (${organisme}), vous n'entrez pas dans le service « ${service} ».`
        : `La personne dont l'identifiant est ${login} (${organisme}) n'entre pas dans le service « ${service} ».`,
    ),
    paragraph(`À faire : ${remedy.charAt(0).toLowerCase()}${remedy.slice(1)}`),
    action(audience === 'self' ? 'Ouvrir Passerelle' : 'Voir le diagnostic'),
  ],
});
