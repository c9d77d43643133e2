import { PERSON } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
}

/** To the user: the temporary password was not used yet; no secret inside (REM-5, ACC-13). */
export const mail58: Mail<'MAIL-58', Params> = {
  id: 'MAIL-58',
  label: 'mot de passe temporaire non utilisé',
  to: PERSON,
  trigger: 'Le mot de passe temporaire va expirer sans avoir servi',
  write: ({ organisme }) => ({
    subject: subject('Votre mot de passe temporaire expire bientôt'),
    blocks: [
      paragraph(
        `Vous n'avez pas encore utilisé le mot de passe temporaire reçu pour ${organisme}. Il expire dans quelques heures.`,
      ),
      paragraph('Il est dans un courriel précédent : regardez aussi dans les indésirables.'),
      action('Se connecter'),
      { kind: 'note', text: "S'il est expiré, « Mot de passe oublié » vous en envoie un autre." },
    ],
  }),
  sample: { organisme: ORGANISME, link: LINKS.page },
};
