import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  managers: string[];
  more: number;
}

/** To the administrateur, every three months: are these gestionnaires still in post? (REM-9) */
export const mail37: Mail<'MAIL-37', Params> = {
  id: 'MAIL-37',
  label: 'revue des gestionnaires',
  to: ADMINISTRATEURS,
  trigger: 'Tous les trois mois',
  write: ({ organisme, managers, more }) => ({
    subject: subject(`Vos gestionnaires sont-ils toujours en fonction ? – ${organisme}`),
    blocks: [
      paragraph(`Tous les trois mois, vérifiez que les gestionnaires ${of(organisme)} sont toujours en fonction :`),
      ...list(more > 0 ? [...managers, `et ${more} de plus`] : managers),
      paragraph("Si l'un est parti ou a changé de poste, nommez son successeur et fermez son compte."),
      action('Vérifier les groupes'),
    ],
  }),
  sample: { organisme: ORGANISME, managers: ['Nadia Ferrand – ESAT1, ESAT2'], more: 0, link: LINKS.page },
};
