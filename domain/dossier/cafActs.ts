import { avenantMissions } from '../document/avenant.ts';
import { canonicalContent } from '../document/canonical.ts';
import {
  type ClosingMotif,
  type ContractDocument,
  type DocumentKind,
  isOpen,
  waitsForPartner,
} from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { closedWith } from './closing.ts';
import { note } from './desk.ts';
import { documentLabel, documentOf, everyDocument, live, replacesConvention } from './documents.ts';
import { fire } from './fire.ts';
import type { Desk } from './kind.ts';
import { mailAvenantInForce, mailConventionClosed, mailDocuments, mailReturned } from './mails.ts';
import { closeServices } from './opening.ts';
import type { Dossier } from './types.ts';

/** CONV-9: what others rest on comes first, so that one act may countersign all; an avenant rewrites what both have signed (CONV-16). */
const ORDER: Record<DocumentKind, number> = { CONVENTION: 0, CONTRAT: 1, AVENANT: 2, BULLETIN: 3, ANNEXE_3: 4 };

/** `countersign` of §4.3: every document named, in one act; predecessors are closed in the same transaction (DEL-5, DEL-6). */
export function countersign(desk: Desk, documentIds: readonly string[]): void {
  const { dossier, at, actor } = desk;
  const documents = documentIds.map((id) => documentOf(dossier, id)).sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  assertWholeSuccession(dossier, documents);
  for (const document of documents) {
    closePredecessor(desk, document, documents);
    fire(desk, document, 'countersign');
    document.signatures.push({
      id: desk.newId(),
      version: document.version,
      party: 'CAF',
      name: actor.label,
      function: actor.signsAs ?? 'Caf',
      contentHash: desk.hash(canonicalContent(document)),
      at,
      ip: actor.ip,
      voidedAt: null,
    });
    if (document.kind === 'AVENANT') {
      applyAvenant(desk, document);
      mailAvenantInForce(desk, document);
    }
  }
}

/** DEL-6: what replaces a convention comes into force as a whole, so that no service is without its documents for an instant. */
function assertWholeSuccession(dossier: Dossier, documents: readonly ContractDocument[]): void {
  if (!documents.some((document) => document.kind === 'CONVENTION' && predecessorOf(dossier, document) !== undefined))
    return;
  const missing = dossier.documents.filter(
    (document) => isOpen(document) && document.replacesId !== null && !documents.includes(document),
  );
  if (missing.length > 0)
    throw new DomainError(
      'REMPLACEMENT_INCOMPLET',
      `La convention qui en remplace une autre se contresigne avec : ${missing.map(documentLabel).join(', ')}.`,
      { rule: 'DEL-6' },
    );
}

/** The document in force that this one replaces, if any (DEL-5). */
function predecessorOf(dossier: Dossier, { replacesId }: ContractDocument): ContractDocument | undefined {
  return everyDocument(dossier).find((other) => other.id === replacesId && other.state === 'ACTIF');
}

/** DEL-5, DEL-6: the replaced convention ends at the very act that puts its successor in force; its services are carried on. */
function closePredecessor(desk: Desk, document: ContractDocument, successors: readonly ContractDocument[]): void {
  const predecessor = predecessorOf(desk.dossier, document);
  if (predecessor === undefined || document.state !== 'SIGNE_PARTENAIRE') return;
  const changesMode = replacesConvention(desk.dossier);
  const reason = changesMode
    ? 'Remplacée : changement de mode de gestion'
    : 'Remplacé : le nouveau bulletin offre d’autres profils';
  closeDocument(desk, predecessor, reason, {
    number: document.number,
    documents: successors,
    ...(changesMode ? { motif: 'CHANGEMENT_DELEGATION' as const } : {}),
  });
  if (document.kind === 'CONVENTION') desk.succession = { from: predecessor.id, to: document.id };
}

/** CONV-16: the avenant rewrites the convention; old values are kept in the avenant itself and in the journal. */
export function applyAvenant(desk: Desk, avenant: ContractDocument): void {
  const change = avenant.content.avenant;
  const convention = live(desk.dossier, 'CONVENTION');
  if (change === undefined || convention === undefined) return;
  if (change.after.siret !== undefined) convention.siret = change.after.siret;
  const missions = avenantMissions(change.after);
  if (missions !== undefined) convention.content = { ...convention.content, missions };
  const { departments, caf } = change.after;
  if (departments !== undefined) convention.content = { ...convention.content, departments };
  if (caf !== undefined) convention.content = { ...convention.content, contractingCaf: caf };
  note(desk, 'convention.amended', 'Convention modifiée par avenant', {
    entity: 'document',
    entityId: convention.id,
    rule: 'CONV-16',
    before: change.before,
    after: change.after,
  });
}

/** What takes the place of a closed document: the convention's number, and the documents that come into force with it. */
interface Successor {
  number: string | null;
  documents: readonly ContractDocument[];
  /** the code of why it takes that place */
  motif?: ClosingMotif;
}

/**
 * `close` of §4.3; closing a convention closes contrat, bulletins and services in the same transaction (CONV-13). A service whose bulletin has a successor goes on until that one opens it (DEL-6).
 */
export function closeDocument(
  desk: Desk,
  document: ContractDocument,
  reason: string,
  successor: Successor = { number: null, documents: [] },
): void {
  const { dossier } = desk;
  const why = { reason, ...(successor.motif === undefined ? {} : { motif: successor.motif }) };
  fire(desk, document, 'close', why);
  const below = closedWith(document, everyDocument(dossier));
  for (const other of below) fire(desk, other, 'close', { as: 'process', ...why });
  const carriedOn = new Set(successor.documents.map((other) => other.replacesId));
  closeServices(
    desk,
    [document, ...below].filter((other) => !carriedOn.has(other.id)),
    reason,
  );
  if (document.kind === 'CONVENTION')
    mailConventionClosed(desk, document.number ?? document.id, reason, successor.number);
}

/** `return` of §4.3: a new version voids the signature; a bulletin goes back to the partner at once, the others to the Caf. */
export function returnDocuments(desk: Desk, documentIds: readonly string[], reason: string): void {
  const documents = documentIds.map((id) => documentOf(desk.dossier, id));
  for (const document of documents) fire(desk, document, 'return', { reason });
  desk.dossier.linkVersion += 1;
  const toPartner = documents.filter((document) => document.state === 'A_CORRIGER');
  const left = desk.dossier.documents.filter(waitsForPartner);
  if (toPartner.length > 0) mailReturned(desk, toPartner, reason);
  // the former link is void: what is still to be signed needs another
  else if (left.length > 0) mailDocuments(desk, left);
}

/** `send` of §4.3 for drafts and corrected documents. */
export function sendDocuments(desk: Desk, documentIds: readonly string[]): void {
  const documents = documentIds.map((id) => documentOf(desk.dossier, id));
  for (const document of documents) fire(desk, document, 'send');
  mailDocuments(desk, documents);
}
