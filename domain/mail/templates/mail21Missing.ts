import { of } from '../elision.ts';
import { APPLICANT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  what: string;
  until: string | null;
}

/** To the applicant: a question of the Caf, and its reminders (REM-1). */
export const mail21: Mail<'MAIL-21', Params> = {
  id: 'MAIL-21',
  label: 'demande de complément',
  to: APPLICANT,
  trigger: 'La Caf demande une information, puis à chaque relance',
  write: ({ organisme, what, until }) => ({
    subject: subject("Demande d'accès : il manque une information"),
    blocks: [
      paragraph(`Pour étudier la demande d'accès ${of(organisme)}, la Caf vous demande :`),
      paragraph(what),
      ...when(until !== null, () => `Sans réponse de votre part, la demande sera classée le ${until}.`),
      action('Répondre à la Caf'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    what: 'le nombre de professionnels concernés',
    until: '01/05/2026',
    link: LINKS.request,
  },
};
