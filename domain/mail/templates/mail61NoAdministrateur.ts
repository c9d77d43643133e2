import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the Caf: a partner is left without administrateur (ADM-2, ADM-3). */
export const mail61: Template<'MAIL-61'> = ({ organisme }) => ({
  subject: subject(`Plus d'administrateur – ${organisme}`),
  blocks: [
    paragraph(`${organisme} n'a plus aucun administrateur partenaire actif.`),
    paragraph("Demandez-lui de proposer un successeur : il se nomme par l'annexe 3 à la convention."),
    action('Voir le partenaire'),
  ],
});
