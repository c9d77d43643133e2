import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** French date on which the tuteur signalled somebody */
  signalledOn: string;
}

/** To the tuteur: the Caf has looked at whom they miss; whom, and what it found, stands in the space alone (TUT-16, TUT-18). */
export const mail97: Mail<'MAIL-97', Params> = {
  id: 'MAIL-97',
  label: 'réponse de la Caf à « Il me manque un protégé »',
  to: 'Tuteur qui a signalé la personne',
  trigger: 'La Caf a vérifié si la personne signalée est confiée au tuteur',
  write: ({ organisme, signalledOn }) => ({
    subject: subject('Votre Caf a répondu à votre signalement'),
    blocks: [
      paragraph(
        `Le ${signalledOn}, vous avez signalé pour ${organisme} une personne absente de votre liste dans l'Espace Tuteur. Votre Caf a vérifié.`,
      ),
      paragraph("Ce courriel ne contient aucune donnée personnelle : la réponse se lit dans l'Espace Tuteur."),
      action('Lire la réponse'),
    ],
  }),
  sample: { organisme: ORGANISME, signalledOn: '10/03/2026', link: LINKS.page },
};
