import { unlikelyContent } from '../caf/reach.ts';
import { type Correction, corrected, correctionFaults } from '../document/correction.ts';
import { waitsForPartner } from '../document/types.ts';
import { assertCurrent, invalid, refusalOf } from '../errors.ts';
import type { DossierAct } from './acts.ts';
import { returnDocuments, sendDocuments } from './cafActs.ts';
import { documentOf } from './documents.ts';
import { fire } from './fire.ts';
import type { Desk } from './kind.ts';
import { mailDocuments } from './mails.ts';
import { hasAdministrateur, isDelegated } from './openingRefusal.ts';

/** Content of a document before it is signed (§4.3 « Defaults »); another département is asked about (CONV-11); If-Match is the version (412). */
export function editDocument(desk: Desk, act: Extract<DossierAct, { type: 'edit' }>): void {
  const document = documentOf(desk.dossier, act.documentId);
  assertCurrent(act.version, document.version, 'Le document');
  const faults = correctionFaults([document], act.content);
  if (faults.length > 0) throw invalid(faults);
  const { caf, partner } = desk.dossier;
  const known = [partner.departments, document.content.departments ?? []];
  const unlikely = unlikelyContent(caf, act.content.departments ?? [], { known, toPartner: false });
  if (unlikely.length > 0 && act.confirmed !== true) throw refusalOf(unlikely);
  fire(desk, document, 'edit', { content: corrected(document, act.content) });
  const returned = act.content.delegationMode !== undefined && askDesignation(desk);
  if (document.state === 'A_SIGNER' && !returned) renewLink(desk);
}

/** §4.3 « Signature »: a new version voids the link, so that what is still to be done needs another. */
function renewLink(desk: Desk): void {
  const { dossier } = desk;
  dossier.linkVersion += 1;
  mailDocuments(desk, dossier.documents.filter(waitsForPartner));
}

/** Drafts that came back, corrected and sent again; every fault at once. */
export function sendCorrected(desk: Desk, correction: Correction): void {
  const drafts = desk.dossier.documents.filter((document) => document.state === 'BROUILLON');
  const faults = correctionFaults(drafts, correction);
  if (faults.length > 0) throw invalid(faults);
  for (const document of drafts) {
    const content = corrected(document, correction);
    if (Object.keys(content).length > 0) fire(desk, document, 'edit', { content });
  }
  sendDocuments(
    desk,
    drafts.map((document) => document.id),
  );
  askDesignation(desk);
}

/**
 * ADM-2: a contrat that becomes délégué wants the administrateur that bulletins did not have to name until then: they go back for it.
 * Tells whether any did.
 */
function askDesignation(desk: Desk): boolean {
  const { dossier, at } = desk;
  if (!isDelegated(dossier) || hasAdministrateur(dossier, at)) return false;
  const lacking = dossier.documents.filter(
    ({ kind, state, content }) =>
      kind === 'BULLETIN' &&
      (state === 'A_SIGNER' || state === 'SIGNE_PARTENAIRE') &&
      content.administrateur === undefined,
  );
  if (lacking.length === 0) return false;
  const ids = lacking.map(({ id }) => id);
  returnDocuments(desk, ids, 'Le contrat passe en mode délégué : désignez un administrateur au bulletin.');
  return true;
}
