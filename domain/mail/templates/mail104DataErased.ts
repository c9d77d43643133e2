import { KEPT } from '../../policy/erasure.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  until: string;
}

/** To the person, before it is done: what is erased, what stays, and why (S7). */
export const mail104: Mail<'MAIL-104', Params> = {
  id: 'MAIL-104',
  label: 'effacement de ses données personnelles',
  to: 'La personne qui l’a demandé',
  trigger: 'La Caf enregistre la demande d’effacement d’une personne',
  write: ({ organisme, until }) => ({
    subject: subject('Vos données vont être effacées'),
    blocks: [
      paragraph(
        `À votre demande, votre compte, vos coordonnées et vos courriels pour ${organisme} sont effacés le ${until}.`,
      ),
      paragraph('Restent conservés :'),
      ...list(KEPT.map(({ what, why }) => `${what} : ${why}.`)),
      paragraph(
        'Vous changez d’avis, ou ce n’est pas vous ? Avant cette date, prévenez votre Caf, ou la Cnaf si vous y travaillez.',
      ),
      action('Voir comment les joindre'),
    ],
  }),
  sample: { organisme: ORGANISME, until: '10/03/2026 à 10h00', link: LINKS.page },
};
