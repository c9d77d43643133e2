import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the CNA: a convention that reaches several départements is now its own (DEL-7). */
export const mail29: Template<'MAIL-29'> = ({ organisme, formerCaf }) => ({
  subject: subject(`Convention de plusieurs départements – ${organisme}`),
  blocks: [
    paragraph(
      `${organisme} intervient dans plusieurs départements : le Centre national d'appui gère désormais sa convention et tous ses services.`,
    ),
    paragraph(`Caf d'origine : ${formerCaf}. Elle garde la lecture du dossier.`),
    action('Voir le dossier'),
  ],
});
