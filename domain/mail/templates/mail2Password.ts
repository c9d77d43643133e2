import { PERSON } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  secretId: string;
}

/** To a new user, right after MAIL-1: the temporary password, and nothing else (ACC-5, ACC-6, ACC-23). */
export const mail2: Mail<'MAIL-2', Params> = {
  id: 'MAIL-2',
  label: 'mot de passe temporaire',
  to: PERSON,
  trigger: "Un compte est créé, juste après l'identifiant",
  write: ({ organisme }) => ({
    subject: subject('Votre mot de passe temporaire'),
    blocks: [
      paragraph(`Voici votre mot de passe temporaire pour ${organisme}, valable 24 heures ; il ne sert qu'une fois :`),
      { kind: 'code' },
      paragraph('À la première connexion, vous choisissez votre propre mot de passe.'),
      action('Se connecter'),
      {
        kind: 'note',
        text: 'Passé ce délai, demandez-en un autre par « Mot de passe oublié » sur la page de connexion.',
      },
    ],
  }),
  sample: { organisme: ORGANISME, secretId: 'exemple', link: LINKS.page },
  exampleCode: 'Exemple-de-mot-de-passe',
};
