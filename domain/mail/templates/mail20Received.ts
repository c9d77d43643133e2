import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the applicant: the access request is received. */
export const mail20: Template<'MAIL-20'> = ({ organisme, reference }) => ({
  subject: subject(`Demande d'accès reçue – ${reference}`),
  blocks: [
    paragraph(`La demande d'accès de ${organisme} est bien reçue sous la référence ${reference}.`),
    paragraph("La Caf l'étudie et vous répond par courriel. Vous n'avez rien à faire."),
    action('Suivre ou retirer la demande'),
  ],
});
