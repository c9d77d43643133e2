import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the applicant: the request is closed, its question was never answered (REM-1). */
export const mail22: Template<'MAIL-22'> = ({ organisme, reference }) => ({
  subject: subject(`Demande d'accès classée sans suite – ${reference}`),
  blocks: [
    paragraph(
      `La demande d'accès ${reference} de ${organisme} est classée : la question de la Caf est restée sans réponse.`,
    ),
    paragraph('Vous pouvez déposer une nouvelle demande à tout moment.'),
    action('Déposer une nouvelle demande'),
  ],
});
