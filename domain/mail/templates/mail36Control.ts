import type { Template } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

/** To the administrateurs: a control begins, or evidence is still missing; names and what is asked, no identifiant (OBL-15). */
export const mail36: Template<'MAIL-36'> = ({ organisme, year, again, evidence, more, until }) => ({
  subject: subject(`${again ? 'Rappel : ' : ''}Contrôle annuel ${year} – ${organisme}`),
  blocks: [
    paragraph(
      again
        ? `Des pièces du contrôle annuel ${year} de ${organisme} manquent encore.`
        : `Votre Caf contrôle les accès de ${organisme} pour ${year}.`,
    ),
    ...when(evidence.length > 0, () => `Apportez ces pièces avant le ${until} :`),
    ...list(more > 0 ? [...evidence, `et ${more} de plus`] : evidence),
    ...when(
      evidence.length === 0,
      () => 'Aucune pièce ne vous est demandée : la Caf examine les accès et vous répond.',
    ),
    action('Voir le contrôle'),
  ],
});
