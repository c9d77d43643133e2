import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the creator: someone never signed in (REM-6, ACC-8). */
export const mail59: Template<'MAIL-59'> = ({ organisme, login }) => ({
  subject: subject(`Jamais connecté – ${organisme}`),
  blocks: [
    paragraph(
      `La personne dont l'identifiant est ${login} ne s'est jamais connectée : son mot de passe temporaire a expiré.`,
    ),
    paragraph(
      'Elle seule peut en demander un autre, par « mot de passe oublié ». Dites-le-lui, ou clôturez le compte s’il est inutile.',
    ),
    action('Voir le compte'),
  ],
});
