import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** REM-13, to the administrateur: the service is open, and its group still lacks a role or a user. */
export const mail68: Template<'MAIL-68'> = ({ organisme, what }) => ({
  subject: subject(`Rappel : service Esat à configurer – ${organisme}`),
  blocks: [
    paragraph(`Le service Esat est ouvert pour ${organisme}, mais personne ne peut encore l'utiliser.`),
    paragraph(`Il vous reste à ${what}.`),
    action('Entrer dans Passerelle'),
  ],
});
