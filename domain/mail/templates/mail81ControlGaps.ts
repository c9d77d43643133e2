import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  year: number;
  again: boolean;
  gaps: string[];
  more: number;
}

/** To the administrateurs: what the control found is to be corrected; why stands on the page (OBL-8, OBL-15). */
export const mail81: Mail<'MAIL-81', Params> = {
  id: 'MAIL-81',
  label: 'écarts du contrôle annuel',
  to: ADMINISTRATEURS,
  trigger: "La Caf relève des écarts, ou refuse une correction, puis tant qu'ils restent",
  write: ({ organisme, year, again, gaps, more }) => ({
    subject: subject(`${again ? 'Rappel : ' : ''}Écarts à corriger, contrôle annuel ${year} – ${organisme}`),
    blocks: [
      paragraph(
        again
          ? `Des écarts du contrôle annuel ${year} ${of(organisme)} restent à corriger :`
          : `Le contrôle annuel ${year} ${of(organisme)} a relevé des écarts :`,
      ),
      ...list(more > 0 ? [...gaps, `et ${more} de plus`] : gaps),
      paragraph("Apportez une nouvelle pièce, ou retirez l'accès ou fermez le compte de qui n'y a pas droit."),
      action('Corriger les écarts'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    year: 2026,
    again: false,
    gaps: ["Nadia Ferrand – diplôme d'État d'assistant de service social ou de CESF (T1)"],
    more: 0,
    link: LINKS.page,
  },
};
