import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  year: number;
  again: boolean;
  /** people by name and what is asked about them, the first ones; `more`: how many are not shown */
  evidence: string[];
  more: number;
  until: string;
}

/** To the administrateurs: a control begins, or evidence is still missing; names and what is asked, no identifiant (OBL-15). */
export const mail36: Mail<'MAIL-36', Params> = {
  id: 'MAIL-36',
  label: 'contrôle annuel',
  to: ADMINISTRATEURS,
  trigger: 'Un contrôle annuel commence, puis tant que des pièces manquent',
  write: ({ organisme, year, again, evidence, more, until }) => ({
    subject: subject(`${again ? 'Rappel : ' : ''}Contrôle annuel ${year} – ${organisme}`),
    blocks: [
      paragraph(
        again
          ? `Des pièces du contrôle annuel ${year} ${of(organisme)} manquent encore.`
          : `Votre Caf contrôle les accès ${of(organisme)} pour ${year}.`,
      ),
      ...when(evidence.length > 0, () => `Apportez ces pièces avant le ${until} :`),
      ...list(more > 0 ? [...evidence, `et ${more} de plus`] : evidence),
      ...when(
        evidence.length === 0,
        () => 'Aucune pièce ne vous est demandée : la Caf examine les accès et vous répond.',
      ),
      action('Voir le contrôle'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    year: 2026,
    again: false,
    evidence: ["Nadia Ferrand – diplôme d'État d'assistant de service social ou de CESF (T1)"],
    more: 0,
    until: '15/11/2026',
    link: LINKS.page,
  },
};
