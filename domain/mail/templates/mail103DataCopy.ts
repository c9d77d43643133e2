import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  until: string;
}

/** To the person, who asked the Caf for it: a copy of what is kept about them (S7). */
export const mail103: Mail<'MAIL-103', Params> = {
  id: 'MAIL-103',
  label: 'copie de ses données personnelles',
  to: 'La personne qui l’a demandée',
  trigger: 'La Caf prépare, à la demande d’une personne, la copie de ses données',
  write: ({ organisme, until }) => ({
    subject: subject('La copie de vos données est prête'),
    blocks: [
      paragraph(`Vous avez demandé une copie des données conservées sur vous pour ${organisme}.`),
      paragraph(`Elle vous attend jusqu’au ${until}, puis elle est supprimée.`),
      action('Retirer ma copie'),
      { kind: 'note', text: 'Ce lien est personnel : ne le transférez pas.' },
    ],
  }),
  sample: { organisme: ORGANISME, until: '10/03/2026 à 10h00', link: LINKS.data },
};
