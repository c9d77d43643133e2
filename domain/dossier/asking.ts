import { waitsForPartner } from '../document/types.ts';
import { documentLabel, documentOf } from './documents.ts';
import { fire } from './fire.ts';
import { type Ask, type Asking, asksOf, type Desk, own, phaseOf, type Standing } from './kind.ts';
import { mailDocuments } from './mails.ts';
import type { Facts } from './types.ts';

/** Documents that the partner is to complete or sign: one visit serves all of them. */
export const ASK_DOCUMENTS: Asking<Facts> = {
  /** REM-2 for convention and contrat, REM-3 for bulletin, avenant and annexe 3 */
  list: ({ dossier }) =>
    dossier.documents.filter(waitsForPartner).flatMap((document): Ask[] =>
      document.partnerSince === null
        ? []
        : [
            {
              documentId: document.id,
              what: documentLabel(document),
              since: document.partnerSince,
              remindersSent: document.remindersSent,
              rule: document.kind === 'CONVENTION' || document.kind === 'CONTRAT' ? 'REM-2' : 'REM-3',
            },
          ],
    ),
  words: ({ dossier }) => {
    const waiting = dossier.documents.filter(waitsForPartner);
    const verb = waiting.some(({ state }) => state !== 'A_SIGNER') ? 'compléter et signer' : 'signer';
    return `${verb} : ${waiting.map(documentLabel).join(', ')}`;
  },
  again: (desk) => mailDocuments(desk, desk.dossier.documents.filter(waitsForPartner)),
  reminded: ({ dossier }, { documentId }) => {
    documentOf(dossier, documentId ?? '').remindersSent += 1;
  },
  expired: (desk, { documentId }) => {
    fire(desk, documentOf(desk.dossier, documentId ?? ''), 'expire', { as: 'process' });
  },
};

/** Since when the partner is awaited; null: it is not. */
export function partnerSince(standing: Standing): Date | null {
  const instants = asksOf(standing).map(({ since }) => since.getTime());
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}

/** Asks again for what is still to be given: the former link or address serves no more. */
export function askAgain(desk: Desk): void {
  if (asksOf(desk).length > 0) phaseOf(desk)?.asks?.again(own(desk));
}
