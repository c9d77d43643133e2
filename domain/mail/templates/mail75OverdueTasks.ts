import { AGENT } from '../recipients.ts';
import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, count, firstOf, paragraph, subject } from '../wording.ts';

interface Params {
  caf: string;
  /** the longest overdue first */
  tasks: string[];
  /** how many there are */
  total: number;
}

/** To the agents of a Caf: its tasks that are past their due date, the longest overdue first (§4.5). */
export const mail75: Mail<'MAIL-75', Params> = {
  id: 'MAIL-75',
  label: 'tâches en retard',
  to: AGENT,
  trigger: "Une tâche de la Caf dépasse son échéance, puis chaque semaine tant qu'il en reste",
  write: ({ caf, tasks, total }) => ({
    subject: subject(`${count(total, 'tâche en retard', 'tâches en retard')} – Caf ${caf}`),
    blocks: [
      paragraph(
        total === 1
          ? 'Une tâche de votre Caf a dépassé son échéance :'
          : `${total} tâches de votre Caf ont dépassé leur échéance. Les plus anciennes d'abord :`,
      ),
      ...firstOf(tasks, total),
      action('Voir les tâches en retard'),
    ],
  }),
  sample: {
    caf: '93',
    tasks: [
      'Contresigner – ESAT Les Tilleuls, échue le 12/06/2026',
      'Traiter une ligne retenue – ligne 8, échue le 15/06/2026',
    ],
    total: 12,
    link: LINKS.page,
  },
};
