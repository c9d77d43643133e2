import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the agent: a silent partner, and the task RELANCER that this opens (REM-3). */
export const mail55: Template<'MAIL-55'> = ({ organisme, since }) => ({
  subject: subject(`Partenaire silencieux – ${organisme}`),
  blocks: [
    paragraph(`${organisme} n'a pas répondu depuis le ${since} malgré les rappels.`),
    paragraph('Une tâche vous attend : le joindre, lui accorder un délai ou abandonner le dossier.'),
    action('Traiter la tâche'),
  ],
});
