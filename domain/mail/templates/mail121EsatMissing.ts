import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  /** the window has ended: each of them is a task */
  closed: boolean;
  year: number;
  until: string;
  missing: number;
}

/** To a Caf: how many of its Esat have not declared, and where their list stands (ESAT-8, REM-8). */
export const mail121: Mail<'MAIL-121', Params> = {
  id: 'MAIL-121',
  label: 'Esat qui n’ont pas déclaré',
  to: 'Caf des Esat, sur sa boîte',
  trigger: 'Un rappel part aux Esat qui n’ont pas déclaré, ou la période des rémunérations garanties est close',
  write: ({ closed, year, until, missing }) => ({
    subject: subject(`Esat qui n’ont pas déclaré : ${missing.toLocaleString('fr-FR')} (novembre ${year})`),
    blocks: [
      paragraph(
        missing === 1
          ? 'Un Esat de votre Caf n’a pas transmis ses rémunérations garanties.'
          : `${missing.toLocaleString('fr-FR')} Esat de votre Caf n’ont pas transmis leurs rémunérations garanties.`,
      ),
      paragraph(
        closed
          ? `La période s’est terminée le ${until}. Chaque Esat en retard est une tâche de votre Caf.`
          : `La période se termine le ${until} inclus. Un rappel leur a été adressé.`,
      ),
      action('Voir la liste'),
    ],
  }),
  sample: { closed: false, year: 2026, until: '28/02/2027', missing: 12, link: LINKS.page },
};
