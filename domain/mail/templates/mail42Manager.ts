import { of } from '../elision.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  group: string;
}

/** To a gestionnaire who already has an account (GRP-10). */
export const mail42: Mail<'MAIL-42', Params> = {
  id: 'MAIL-42',
  label: 'gestionnaire de groupe',
  to: 'Gestionnaire du groupe',
  trigger: "Un groupe est confié à quelqu'un qui a déjà un compte",
  write: ({ organisme, group }) => ({
    subject: subject(`Vous êtes gestionnaire du groupe ${group}`),
    blocks: [
      paragraph(`Vous êtes nommé gestionnaire d'habilitations du groupe « ${group} » ${of(organisme)}.`),
      paragraph(
        'Vous y ajoutez et retirez les utilisateurs, et clôturez leur compte à leur départ. Votre identifiant ne change pas.',
      ),
      action('Voir le groupe'),
    ],
  }),
  sample: { organisme: ORGANISME, group: 'T2 Service des Crèches', link: LINKS.page },
};
