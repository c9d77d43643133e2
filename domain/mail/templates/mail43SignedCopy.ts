import { frenchDate } from '../../policy/calendar.ts';
import { PARTNER } from '../recipients.ts';
import { DOCUMENTS, LINKS, ORGANISME } from '../samples.ts';
import type { Mail, SignedCopies } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** who signed, as they wrote it */
  signatory: string;
  documents: string[];
  /** what the partner still has to complete or sign with the same link */
  left: string[];
  copies: SignedCopies;
}

/** To whoever signed: what they signed, as PDF, and what follows (§4.3 « Signature »). The only mail with attachments. */
export const mail43: Mail<'MAIL-43', Params> = {
  id: 'MAIL-43',
  label: 'copie des documents signés',
  to: PARTNER,
  trigger: 'Le signataire vient de signer',
  write: ({ organisme, signatory, documents, left, copies }) => ({
    subject: subject(`Vos documents signés – ${organisme}`),
    blocks: [
      paragraph(`${signatory} a signé le ${frenchDate(new Date(copies.at))}, pour ${organisme} :`),
      ...list(documents),
      paragraph('Chacun est joint à ce courriel, en PDF, tel qu’il a été signé. Gardez-les.'),
      paragraph(next(left)),
      action('Suivre le dossier'),
      PERSONAL_LINK,
    ],
  }),
  sample: {
    organisme: ORGANISME,
    signatory: 'Anne Perrin',
    documents: DOCUMENTS,
    left: [],
    copies: { at: '2026-03-02T09:30:00.000Z', documents: [] },
    link: LINKS.dossier,
  },
};

function next(left: readonly string[]): string {
  return left.length > 0
    ? `Ensuite : il vous reste à compléter ou à signer ${left.join(', ')}, par le même lien.`
    : 'Ensuite : la Caf vérifie ces documents et les contresigne ; ils entrent alors en vigueur. Vous en êtes prévenu, et le lien du dossier montre à tout moment où il en est.';
}
