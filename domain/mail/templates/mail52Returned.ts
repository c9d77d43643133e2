import type { Template } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

/** To the partner: documents returned, or changed, to be completed or signed again (§4.3 `return`). */
export const mail52: Template<'MAIL-52'> = ({ organisme, documents, reason }) => ({
  subject: subject('Documents à reprendre'),
  blocks: [
    paragraph(`La Caf vous demande de reprendre ces documents de ${organisme} :`),
    ...list(documents),
    paragraph(`Motif : ${reason}`),
    action('Reprendre les documents'),
    PERSONAL_LINK,
  ],
});
