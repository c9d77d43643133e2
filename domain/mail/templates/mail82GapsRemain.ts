import type { Template } from '../types.ts';
import { action, count, paragraph, subject } from '../wording.ts';

/** To the Caf: gaps of a control remain in spite of the reminders (OBL-15). */
export const mail82: Template<'MAIL-82'> = ({ organisme, year, open }) => ({
  subject: subject(`Écarts non corrigés, contrôle annuel ${year} – ${organisme}`),
  blocks: [
    paragraph(`Malgré les relances, ${count(open, 'écart reste', 'écarts restent')} à corriger à ${organisme}.`),
    paragraph("L'administrateur vient d'être relancé. Contactez-le, ou retirez les accès qui ne sont pas fondés."),
    action('Voir le contrôle'),
  ],
});
