import { type ContractDocument, DOCUMENT_LABELS, isOpen } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { SERVICES } from '../service/services.ts';
import type { Dossier } from './types.ts';

/** Documents of the dossier and those in force beside it. */
export function everyDocument(dossier: Dossier): ContractDocument[] {
  return [...dossier.documents, ...dossier.inForce];
}

/** The partner has signed something of this dossier that still stands: cancelling its campaign spares it (§6.4). */
export function bearsPartnerSignature({ documents }: Dossier): boolean {
  return documents.some(({ signatures }) =>
    signatures.some(({ party, voidedAt }) => party === 'PARTENAIRE' && voidedAt === null),
  );
}

/** Words that name a document to people. */
export function documentLabel(document: ContractDocument): string {
  return document.service === null
    ? DOCUMENT_LABELS[document.kind]
    : `${DOCUMENT_LABELS[document.kind]} au service ${SERVICES[document.service]}`;
}

/** A document of the dossier by its id; DOCUMENT_INCONNU otherwise. */
export function documentOf(dossier: Dossier, id: string): ContractDocument {
  return documentAmong(everyDocument(dossier), id);
}

/** … among those of a dossier that were read already. */
export function documentAmong<D extends { id: string }>(documents: readonly D[], id: string): D {
  const found = documents.find((document) => document.id === id);
  if (found === undefined) throw new DomainError('DOCUMENT_INCONNU', "Ce document n'existe pas dans ce dossier.");
  return found;
}

/** Documents of the dossier still on their way. */
export function openDocuments(dossier: Dossier): ContractDocument[] {
  return dossier.documents.filter(isOpen);
}

/** The live convention (or contrat) the dossier builds on: its own, else the one in force, else the one that another dossier is making (DEL-12). */
export function live(dossier: Dossier, kind: 'CONVENTION' | 'CONTRAT'): ContractDocument | undefined {
  const alive = (document: ContractDocument) =>
    document.kind === kind && (isOpen(document) || document.state === 'ACTIF');
  return dossier.documents.find(alive) ?? dossier.inForce.find(alive) ?? dossier.frames.find(alive);
}

/** The dossier makes everything anew (DEL-5); otherwise a bulletin of its own that replaces one only adds to it (REQ-17). */
export function replacesConvention({ documents }: Dossier): boolean {
  return documents.some(({ kind, replacesId }) => kind === 'CONVENTION' && replacesId !== null);
}

/** The avenant under way that gives the convention another SIRET (ESAT-21). */
export function siretAvenant({ documents }: Dossier): ContractDocument | undefined {
  return documents.find(
    (document) =>
      document.kind === 'AVENANT' && isOpen(document) && document.content.avenant?.object === 'CORRECTION_SIRET',
  );
}

/** SIRET the convention has, or will have once the avenant under way is applied (ESAT-21). */
export function conventionSiret(dossier: Dossier): string | undefined {
  return siretAvenant(dossier)?.content.avenant?.after.siret ?? live(dossier, 'CONVENTION')?.siret;
}

/** Bulletins that came back with another SIRET than the convention's (ESAT-20). */
export function siretMismatches(dossier: Dossier): ContractDocument[] {
  const expected = conventionSiret(dossier);
  return dossier.documents.filter(
    (document) =>
      document.kind === 'BULLETIN' &&
      document.state === 'A_CORRIGER' &&
      document.completedAt !== null &&
      document.siret !== expected,
  );
}
