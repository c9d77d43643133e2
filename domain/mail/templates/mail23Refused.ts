import type { Template } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

/** To the applicant: refused, with the reason of each profile; or sent to another channel (REQ-4). */
export const mail23: Template<'MAIL-23'> = ({ organisme, reasons, redirected }) => ({
  subject: subject(redirected ? "Demande d'accès : une autre démarche vous concerne" : "Demande d'accès refusée"),
  blocks: [
    paragraph(
      redirected
        ? `Le besoin de ${organisme} ne se traite pas par ce formulaire. Voici la démarche à suivre :`
        : `La Caf ne peut pas donner suite à la demande d'accès de ${organisme}, pour les raisons suivantes :`,
    ),
    ...list(reasons),
    action('Consulter Passerelle'),
  ],
});
