import { of } from '../elision.ts';
import { APPLICANT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  reference: string;
}

/** To the applicant: the request is closed, its question was never answered (REM-1). */
export const mail22: Mail<'MAIL-22', Params> = {
  id: 'MAIL-22',
  label: 'demande classée sans suite',
  to: APPLICANT,
  trigger: 'Le complément demandé ne vient pas',
  write: ({ organisme, reference }) => ({
    subject: subject(`Demande d'accès classée sans suite – ${reference}`),
    blocks: [
      paragraph(
        `La demande d'accès ${reference} ${of(organisme)} est classée : la question de la Caf est restée sans réponse.`,
      ),
      paragraph('Vous pouvez déposer une nouvelle demande à tout moment.'),
      action('Déposer une nouvelle demande'),
    ],
  }),
  sample: { organisme: ORGANISME, reference: 'DA-2026-0001', link: LINKS.form },
};
