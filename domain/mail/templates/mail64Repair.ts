import { withinSentence } from '../../formats/typography.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  /** the person who does not enter; unsaid: whoever else can repair it */
  audience?: 'self';
  organisme: string;
  login: string;
  service: string;
  remedy: string;
}

/** To whoever can repair it: someone cannot enter a service, and what there is to do (domain.md §12, CON-30). */
export const mail64: Mail<'MAIL-64', Params> = {
  id: 'MAIL-64',
  label: 'accès à rétablir',
  to: 'Personne qui peut rétablir l’accès',
  trigger: "Quelqu'un signale qu'il n'entre pas dans un service",
  write: ({ audience, organisme, login, service, remedy }) => ({
    subject: subject(`Accès à « ${service} » – ${organisme}`),
    blocks: [
      paragraph(
        audience === 'self'
          ? `Avec l'identifiant ${login} (${organisme}), vous n'entrez pas dans le service « ${service} ».`
          : `La personne dont l'identifiant est ${login} (${organisme}) n'entre pas dans le service « ${service} ».`,
      ),
      paragraph(`À faire : ${withinSentence(remedy)}`),
      action(audience === 'self' ? 'Ouvrir Passerelle' : 'Voir le diagnostic'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    login: 'MCP0EXEMP1E',
    service: 'Esat',
    remedy: 'Rattacher un rôle au groupe ESAT1.',
    link: LINKS.page,
  },
};
