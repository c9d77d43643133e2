import type { Template } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

/** To the applicant: a question of the Caf, and its reminders (REM-1). */
export const mail21: Template<'MAIL-21'> = ({ organisme, what, until }) => ({
  subject: subject("Demande d'accès : il manque une information"),
  blocks: [
    paragraph(`Pour étudier la demande d'accès de ${organisme}, la Caf vous demande :`),
    paragraph(what),
    ...when(until !== null, () => `Sans réponse de votre part, la demande sera classée le ${until}.`),
    action('Répondre à la Caf'),
  ],
});
