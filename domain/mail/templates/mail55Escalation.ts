import { AGENT } from '../recipients.ts';
import { ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  since: string;
}

/** To the agent: a silent partner, and the task RELANCER that this opens (REM-3). */
export const mail55: Mail<'MAIL-55', Params> = {
  id: 'MAIL-55',
  label: 'partenaire silencieux',
  to: AGENT,
  trigger: 'Les relances sont restées sans réponse',
  write: ({ organisme, since }) => ({
    subject: subject(`Partenaire silencieux – ${organisme}`),
    blocks: [
      paragraph(`${organisme} n'a pas répondu depuis le ${since} malgré les rappels.`),
      paragraph('Une tâche vous attend : le joindre, lui accorder un délai ou abandonner le dossier.'),
      action('Traiter la tâche'),
    ],
  }),
  sample: { organisme: ORGANISME, since: '02/03/2026', link: { kind: 'task', taskId: 'exemple' } },
};
