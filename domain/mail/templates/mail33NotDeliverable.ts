import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the creator of an account, or whoever follows the dossier: a mail was refused for good (R2, ACC-22). The address itself is not repeated. */
export const mail33: Template<'MAIL-33'> = ({ organisme, login }) => ({
  subject: subject(`Courriel refusé – ${organisme}`),
  blocks: [
    paragraph(
      login === undefined
        ? `Un courriel destiné à ${organisme} a été refusé définitivement par sa messagerie. Le dossier attend une adresse correcte.`
        : `Les courriels du compte ${login} (${organisme}) sont refusés par la messagerie du destinataire : corrigez l'adresse, l'identifiant et un mot de passe temporaire repartiront d'eux-mêmes.`,
    ),
    action("Corriger l'adresse"),
  ],
});
