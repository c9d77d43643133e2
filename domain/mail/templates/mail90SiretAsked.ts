import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  question: string;
}

/** To the partner: which SIRET is theirs, before the Espace Tuteur opens again (TUT-7). */
export const mail90: Mail<'MAIL-90', Params> = {
  id: 'MAIL-90',
  label: 'SIRET à confirmer',
  to: PARTNER,
  trigger: "La Caf demande à un tuteur quel est son SIRET, avant la réouverture de l'Espace Tuteur",
  write: ({ organisme, question }) => ({
    subject: subject(`Votre SIRET à confirmer – ${organisme}`),
    blocks: [
      paragraph(
        `Le SIRET ${of(organisme)} n'est pas le même dans sa convention et dans le fichier national des tuteurs. Pour que vous retrouviez vos protégés dans l'Espace Tuteur, la Caf vous demande :`,
      ),
      paragraph(question),
      action('Répondre'),
      PERSONAL_LINK,
    ],
  }),
  sample: {
    organisme: ORGANISME,
    question: 'Quel est le SIRET de votre organisme pour la protection juridique des majeurs ?',
    link: LINKS.dossier,
  },
};
