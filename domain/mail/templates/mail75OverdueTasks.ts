import type { Template } from '../types.ts';
import { action, count, firstOf, paragraph, subject } from '../wording.ts';

/** To the agents of a Caf: its tasks that are past their due date, the longest overdue first (§4.5). */
export const mail75: Template<'MAIL-75'> = ({ caf, tasks, total }) => ({
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
});
