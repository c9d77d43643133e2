import { PERSON } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  secretId: string;
}

/** To a user who asked « Mot de passe oublié »: 24 h again (ACC-8, ACC-9, ACC-12). */
export const mail3: Mail<'MAIL-3', Params> = {
  id: 'MAIL-3',
  label: 'nouveau mot de passe temporaire',
  to: PERSON,
  trigger: '« Mot de passe oublié » est demandé',
  write: ({ organisme }) => ({
    subject: subject('Votre nouveau mot de passe temporaire'),
    blocks: [
      paragraph(
        `Vous avez demandé un nouveau mot de passe pour ${organisme}. Il est valable 24 heures et ne sert qu'une fois :`,
      ),
      { kind: 'code' },
      paragraph('Il remplace tout mot de passe temporaire reçu avant. À la connexion, vous choisissez le vôtre.'),
      action('Se connecter'),
      { kind: 'note', text: "Vous n'avez rien demandé ? Ne faites rien : votre mot de passe actuel reste valable." },
    ],
  }),
  sample: { organisme: ORGANISME, secretId: 'exemple', link: LINKS.page },
  exampleCode: 'Exemple-de-mot-de-passe',
};
