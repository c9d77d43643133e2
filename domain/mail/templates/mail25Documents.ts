import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { DOCUMENTS, LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  documents: string[];
}

/** To the partner: documents to complete and to sign. */
export const mail25: Mail<'MAIL-25', Params> = {
  id: 'MAIL-25',
  label: 'documents à compléter et à signer',
  to: PARTNER,
  trigger: 'Des documents contractuels sont envoyés au partenaire',
  write: ({ organisme, documents }) => ({
    subject: subject('Documents à compléter et à signer'),
    blocks: [
      paragraph(`La Caf a préparé les documents ${of(organisme)} :`),
      ...list(documents),
      paragraph('Comptez dix minutes. Tout se fait en ligne, sans compte ni mot de passe.'),
      action('Compléter et signer'),
      PERSONAL_LINK,
    ],
  }),
  sample: { organisme: ORGANISME, documents: DOCUMENTS, link: LINKS.dossier },
};
