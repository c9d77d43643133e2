import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  reason: string;
}

/** To the administrateurs of a tuteur: the Espace Tuteur is closed for all, Cdap takes its place (TUT-4). */
export const mail100: Mail<'MAIL-100', Params> = {
  id: 'MAIL-100',
  label: 'Espace Tuteur fermé',
  to: 'Administrateurs du tuteur',
  trigger: "L'Espace Tuteur est fermé pour tous",
  write: ({ organisme, reason }) => ({
    subject: subject('Espace Tuteur fermé : servez-vous de Cdap'),
    blocks: [
      paragraph(`L'Espace Tuteur est fermé pour tous les tuteurs. Motif : ${reason}`),
      paragraph(
        `${organisme} retrouve dès maintenant « Consulter dossier (Cdap) » avec le profil T9 : vous n'avez rien à demander. Nous vous écrirons quand l'Espace Tuteur rouvrira.`,
      ),
      action('Entrer dans Passerelle'),
    ],
  }),
  sample: {
    organisme: 'Association tutélaire des Lilas',
    reason: 'Des tuteurs ne voient pas leurs protégés.',
    link: LINKS.page,
  },
};
