import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the partner: the dossier or request ended without an opening, and why. */
export const mail53: Template<'MAIL-53'> = ({ organisme, outcome, reason }) => ({
  subject: subject(`Votre dossier est terminé : ${outcome}`),
  blocks: [
    paragraph(`Le dossier de ${organisme} est terminé : ${outcome}.`),
    paragraph(`Motif : ${reason}`),
    paragraph('Ce qui était en vigueur le reste. Pour reprendre, adressez-vous à votre Caf.'),
    action('Consulter Passerelle'),
  ],
});
