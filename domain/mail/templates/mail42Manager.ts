import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To a gestionnaire who already has an account (GRP-10). */
export const mail42: Template<'MAIL-42'> = ({ organisme, group }) => ({
  subject: subject(`Vous êtes gestionnaire du groupe ${group}`),
  blocks: [
    paragraph(`Vous êtes nommé gestionnaire d'habilitations du groupe « ${group} » de ${organisme}.`),
    paragraph(
      'Vous y ajoutez et retirez les utilisateurs, et clôturez leur compte à leur départ. Votre identifiant ne change pas.',
    ),
    action('Voir le groupe'),
  ],
});
