import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To a new user, right after MAIL-1: the temporary password, and nothing else (ACC-5, ACC-6, ACC-23). */
export const mail2: Template<'MAIL-2'> = ({ organisme }) => ({
  subject: subject('Votre mot de passe temporaire'),
  blocks: [
    paragraph(`Voici votre mot de passe temporaire pour ${organisme}, valable 24 heures et une seule fois :`),
    { kind: 'code' },
    paragraph('À la première connexion, vous choisissez votre propre mot de passe.'),
    action('Se connecter'),
    {
      kind: 'note',
      text: 'Passé ce délai, demandez-en un autre par « mot de passe oublié » sur la page de connexion.',
    },
  ],
});
