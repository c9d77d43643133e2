import { AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, count, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  year: number;
  open: number;
}

/** To the Caf: gaps of a control remain in spite of the reminders (OBL-15). */
export const mail82: Mail<'MAIL-82', Params> = {
  id: 'MAIL-82',
  label: 'écarts non corrigés',
  to: AGENT,
  trigger: "Des écarts d'un contrôle annuel restent malgré les relances",
  write: ({ organisme, year, open }) => ({
    subject: subject(`Écarts non corrigés, contrôle annuel ${year} – ${organisme}`),
    blocks: [
      paragraph(`Malgré les relances, ${count(open, 'écart reste', 'écarts restent')} à corriger à ${organisme}.`),
      paragraph("L'administrateur vient d'être relancé. Contactez-le, ou retirez les accès qui ne sont pas fondés."),
      action('Voir le contrôle'),
    ],
  }),
  sample: { organisme: ORGANISME, year: 2026, open: 2, link: LINKS.page },
};
