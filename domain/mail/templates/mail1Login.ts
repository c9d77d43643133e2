import { PERSON } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  login: string;
}

/** To a new user: the identifiant, and nothing else (ACC-4, ACC-23). */
export const mail1: Mail<'MAIL-1', Params> = {
  id: 'MAIL-1',
  label: 'identifiant',
  to: PERSON,
  trigger: 'Un compte est créé',
  write: ({ organisme, login }) => ({
    subject: subject('Votre identifiant Mon compte partenaire'),
    blocks: [
      paragraph(`Un compte vous est ouvert pour ${organisme} sur Mon compte partenaire.`),
      paragraph(`Votre identifiant est ${login}.`),
      paragraph('Votre mot de passe temporaire arrive dans un second courriel, valable 24 heures.'),
      action('Se connecter'),
      { kind: 'note', text: 'Votre identifiant est personnel : ne le communiquez à personne, pas même à votre Caf.' },
    ],
  }),
  sample: { organisme: ORGANISME, login: 'MCP0EXEMP1E', link: LINKS.page },
};
