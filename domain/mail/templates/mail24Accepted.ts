import type { Template } from '../types.ts';
import { action, list, paragraph, subject, when } from '../wording.ts';

/** To the applicant: what was granted, what was not (REQ-17), and what comes next. */
export const mail24: Template<'MAIL-24'> = ({ organisme, profiles, refused = [] }) => ({
  subject: subject("Votre demande d'accès est acceptée"),
  blocks: [
    paragraph(`La demande d'accès de ${organisme} est acceptée pour :`),
    ...list(profiles),
    ...when(refused.length > 0, () => 'Elle est refusée pour :'),
    ...list(refused),
    paragraph('Prochaine étape : un courriel vous apporte les documents à compléter et à signer.'),
    action('Consulter Passerelle'),
  ],
});
