import type { Template } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

/** To the partner: documents to complete and to sign. */
export const mail25: Template<'MAIL-25'> = ({ organisme, documents }) => ({
  subject: subject('Documents à compléter et à signer'),
  blocks: [
    paragraph(`La Caf a préparé les documents de ${organisme} :`),
    ...list(documents),
    paragraph('Comptez dix minutes. Tout se fait en ligne, sans compte ni mot de passe.'),
    action('Compléter et signer'),
    PERSONAL_LINK,
  ],
});
