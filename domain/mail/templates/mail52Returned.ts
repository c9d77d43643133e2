import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { DOCUMENTS, LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  documents: string[];
  reason: string;
}

/** To the partner: documents returned, or changed, to be completed or signed again (§4.3 `return`). */
export const mail52: Mail<'MAIL-52', Params> = {
  id: 'MAIL-52',
  label: 'documents renvoyés pour correction',
  to: PARTNER,
  trigger: 'La Caf renvoie ou modifie des documents',
  write: ({ organisme, documents, reason }) => ({
    subject: subject('Documents à reprendre'),
    blocks: [
      paragraph(`La Caf vous demande de reprendre ces documents ${of(organisme)} :`),
      ...list(documents),
      paragraph(`Motif : ${reason}`),
      action('Reprendre les documents'),
      PERSONAL_LINK,
    ],
  }),
  sample: { organisme: ORGANISME, documents: DOCUMENTS, reason: 'La mission est à préciser.', link: LINKS.dossier },
};
