import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the agent: the dossier ended without an opening, and why. */
export const mail54: Template<'MAIL-54'> = ({ organisme, outcome, reason }) => ({
  subject: subject(`Dossier terminé – ${organisme}`),
  blocks: [
    paragraph(`Le dossier de ${organisme} est terminé : ${outcome}.`),
    paragraph(`Motif : ${reason}`),
    action('Voir le dossier'),
  ],
});
