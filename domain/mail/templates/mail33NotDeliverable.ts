import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To whoever follows the dossier: a mail was refused for good (R2, ACC-22). The address itself is not repeated. */
export const mail33: Template<'MAIL-33'> = ({ organisme }) => ({
  subject: subject(`Courriel refusé – ${organisme}`),
  blocks: [
    paragraph(
      `Un courriel destiné à ${organisme} a été refusé définitivement par sa messagerie. Le dossier attend une adresse correcte.`,
    ),
    action("Corriger l'adresse"),
  ],
});
