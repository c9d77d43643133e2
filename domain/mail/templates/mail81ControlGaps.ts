import type { Template } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

/** To the administrateurs: what the control found is to be corrected; why stands on the page (OBL-8, OBL-15). */
export const mail81: Template<'MAIL-81'> = ({ organisme, year, again, gaps, more }) => ({
  subject: subject(`${again ? 'Rappel : ' : ''}Écarts à corriger, contrôle annuel ${year} – ${organisme}`),
  blocks: [
    paragraph(
      again
        ? `Des écarts du contrôle annuel ${year} de ${organisme} restent à corriger :`
        : `Le contrôle annuel ${year} de ${organisme} a relevé des écarts :`,
    ),
    ...list(more > 0 ? [...gaps, `et ${more} de plus`] : gaps),
    paragraph("Apportez une nouvelle pièce, ou retirez l'accès ou fermez le compte de qui n'y a pas droit."),
    action('Corriger les écarts'),
  ],
});
