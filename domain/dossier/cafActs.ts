import { canonicalContent } from '../document/canonical.ts';
import type { ContractDocument, DocumentKind } from '../document/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { SERVICES } from '../service/services.ts';
import type { DossierAct } from './acts.ts';
import { type Bench, note } from './bench.ts';
import { documentOf, everyDocument, fire, live } from './documents.ts';
import { mailConventionClosed, mailDocuments, mailReturned } from './mails.ts';

type Act<T extends DossierAct['type']> = Extract<DossierAct, { type: T }>;

/** CONV-9: what others rest on comes first, so that one act may countersign all. */
const ORDER: Record<DocumentKind, number> = { AVENANT: 0, CONVENTION: 1, CONTRAT: 2, BULLETIN: 3, ANNEXE_3: 4 };

/** `countersign` of §4.3: every document named, in one act; predecessors are closed in the same transaction (DEL-5, DEL-6). */
export function countersign(bench: Bench, documentIds: readonly string[]): void {
  const { dossier, at, actor } = bench;
  const documents = documentIds.map((id) => documentOf(dossier, id)).sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
  for (const document of documents) {
    closePredecessor(bench, document);
    fire(bench, document, 'countersign');
    document.signatures.push({
      id: bench.newId(),
      version: document.version,
      party: 'CAF',
      name: actor.label,
      function: 'Caf',
      contentHash: bench.hash(canonicalContent(document)),
      at,
      ip: actor.ip,
      voidedAt: null,
    });
    if (document.kind === 'AVENANT') applyAvenant(bench, document);
  }
}

/** DEL-5, DEL-6: the replaced convention ends at the very act that puts its successor in force. */
function closePredecessor(bench: Bench, document: ContractDocument): void {
  const predecessor = everyDocument(bench.dossier).find((other) => other.id === document.replacesId);
  if (predecessor === undefined || predecessor.state !== 'ACTIF' || document.state !== 'SIGNE_PARTENAIRE') return;
  closeDocument(bench, predecessor, 'Remplacée : changement de mode de gestion', document.number);
}

/** CONV-16: the avenant rewrites the convention; old values are kept in the avenant itself and in the journal. */
function applyAvenant(bench: Bench, avenant: ContractDocument): void {
  const change = avenant.content.avenant;
  const convention = live(bench.dossier, 'CONVENTION');
  if (change === undefined || convention === undefined) return;
  if (change.after.siret !== undefined) convention.siret = change.after.siret;
  if (change.after.missions !== undefined)
    convention.content = { ...convention.content, missions: change.after.missions.split(', ') };
  note(bench, 'convention.amended', 'Convention modifiée par avenant', {
    entity: 'document',
    entityId: convention.id,
    rule: 'CONV-16',
    before: change.before,
    after: change.after,
  });
}

/** `close` of §4.3; closing a convention closes contrat, bulletins and services in the same transaction (CONV-13). */
export function closeDocument(
  bench: Bench,
  document: ContractDocument,
  reason: string,
  successor: string | null = null,
): void {
  const { dossier, at } = bench;
  fire(bench, document, 'close', { reason });
  const below = everyDocument(dossier).filter(
    (other) => other.state === 'ACTIF' && (other.conventionId === document.id || other.contratId === document.id),
  );
  for (const other of below) fire(bench, other, 'close', { as: 'process', reason });
  const closed = new Set([document.id, ...below.map((other) => other.id)]);
  for (const service of dossier.services.filter((one) => closed.has(one.bulletinId) && one.state !== 'FERMEE')) {
    service.state = 'FERMEE';
    service.closedAt = at;
    service.reason = reason;
    note(bench, 'service.close', `Service « ${SERVICES[service.service]} » fermé`, {
      entity: 'service',
      entityId: service.id,
      rule: 'CONV-13',
    });
  }
  if (document.kind === 'CONVENTION') mailConventionClosed(bench, document.number ?? document.id, reason, successor);
}

/** `return` of §4.3: a new version voids the signature; a bulletin goes back to the partner at once, the others to the Caf. */
export function returnDocuments(bench: Bench, documentIds: readonly string[], reason: string): void {
  const documents = documentIds.map((id) => documentOf(bench.dossier, id));
  for (const document of documents) fire(bench, document, 'return', { reason });
  bench.dossier.linkVersion += 1;
  const toPartner = documents.filter((document) => document.state === 'A_CORRIGER');
  if (toPartner.length > 0) mailReturned(bench, toPartner, reason);
}

/** `send` of §4.3 for drafts and corrected documents. */
export function sendDocuments(bench: Bench, documentIds: readonly string[]): void {
  const documents = documentIds.map((id) => documentOf(bench.dossier, id));
  for (const document of documents) fire(bench, document, 'send');
  mailDocuments(bench, documents);
}

/** Content of a convention, contrat or avenant before it is signed (§4.3 « Defaults »); If-Match is the version (412). */
export function editDocument(bench: Bench, act: Act<'edit'>): void {
  const document = documentOf(bench.dossier, act.documentId);
  if (act.version !== undefined && act.version !== document.version) {
    throw new DomainError('VERSION_PERIMEE', 'Le document a été modifié entre-temps : rechargez-le.');
  }
  if (act.content.delegationMode !== undefined && document.kind !== 'CONTRAT') {
    throw invalid([
      {
        path: 'delegationMode',
        code: 'MODE_HORS_CONTRAT',
        message: 'Le mode de gestion ne figure que dans le contrat de services.',
        rule: 'DEL-4',
      },
    ]);
  }
  if (act.content.missions !== undefined && act.content.missions.length === 0) {
    throw invalid([
      {
        path: 'missions',
        code: 'MISSION_MANQUANTE',
        message: 'Une convention porte au moins une mission.',
        rule: 'CONV-3',
      },
    ]);
  }
  fire(bench, document, 'edit');
  document.content = { ...document.content, ...act.content };
}
