import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

/** To the user: the temporary password was not used yet; no secret inside (REM-5, ACC-13). */
export const mail58: Template<'MAIL-58'> = ({ organisme }) => ({
  subject: subject('Votre mot de passe temporaire expire bientôt'),
  blocks: [
    paragraph(
      `Vous n'avez pas encore utilisé le mot de passe temporaire reçu pour ${organisme}. Il expire dans quelques heures.`,
    ),
    paragraph('Il est dans un courriel précédent : regardez aussi dans les indésirables.'),
    action('Se connecter'),
    { kind: 'note', text: "S'il est expiré, « mot de passe oublié » vous en envoie un autre." },
  ],
});
