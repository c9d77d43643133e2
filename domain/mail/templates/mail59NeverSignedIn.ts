import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  login: string;
}

/** To the creator: someone never signed in (REM-6, ACC-8). */
export const mail59: Mail<'MAIL-59', Params> = {
  id: 'MAIL-59',
  label: 'compte jamais utilisé',
  to: 'Créateur du compte (les administrateurs, s’il est parti)',
  trigger: "Personne ne s'est connecté au compte créé",
  write: ({ organisme, login }) => ({
    subject: subject(`Jamais connecté – ${organisme}`),
    blocks: [
      paragraph(
        `La personne dont l'identifiant est ${login} ne s'est jamais connectée : son mot de passe temporaire a expiré.`,
      ),
      paragraph(
        'Elle seule peut en demander un autre, par « Mot de passe oublié ». Dites-le-lui, ou clôturez le compte s’il est inutile.',
      ),
      action('Voir le compte'),
    ],
  }),
  sample: { organisme: ORGANISME, login: 'MCP0EXEMP1E', link: LINKS.page },
};
