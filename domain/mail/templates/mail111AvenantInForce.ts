import { of } from '../elision.ts';
import { ADMINISTRATEURS, AGENT, PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  /** of the convention that it changes; null: it bears none */
  number: string | null;
  /** what the convention says from now on, a line each */
  changes: string[];
  audience: 'partner' | 'caf';
}

/** To both parties: the avenant that they signed changes the convention from now on (CONV-16). */
export const mail111: Mail<'MAIL-111', Params> = {
  id: 'MAIL-111',
  label: 'avenant en vigueur',
  to: `${PARTNER}, ${ADMINISTRATEURS} et ${AGENT}`,
  trigger: 'Un avenant est contresigné',
  write: ({ organisme, number, changes, audience }) => ({
    subject: subject(`Avenant en vigueur – ${organisme}`),
    blocks: [
      paragraph(
        `L’avenant signé des deux parties est en vigueur. La convention${number === null ? '' : ` ${number}`} ${of(organisme)} porte désormais :`,
      ),
      ...list(changes),
      ...when(
        audience === 'partner',
        () =>
          'Vous n’avez rien à faire : le reste de la convention, vos services, comptes, groupes et identifiants restent les mêmes.',
      ),
      action(audience === 'caf' ? 'Voir le dossier' : 'Consulter Passerelle'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    number: '24_118' as string | null,
    changes: ['Portée : 77, 93 (jusqu’ici : 93)'],
    audience: 'partner' as 'partner' | 'caf',
    link: LINKS.page,
  },
};
