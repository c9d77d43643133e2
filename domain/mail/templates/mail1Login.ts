import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To a new user: the identifiant, and nothing else (ACC-4, ACC-23). */
export const mail1: Template<'MAIL-1'> = ({ organisme, login }) => ({
  subject: subject('Votre identifiant Mon compte partenaire'),
  blocks: [
    paragraph(`Un compte vous est ouvert pour ${organisme} sur Mon compte partenaire.`),
    paragraph(`Votre identifiant est ${login}.`),
    paragraph('Votre mot de passe temporaire arrive dans un second courriel, valable 24 heures.'),
    action('Se connecter'),
    { kind: 'note', text: 'Votre identifiant est personnel : ne le communiquez à personne, pas même à votre Caf.' },
  ],
});
