import type { Actor } from '../decision/actor.ts';
import { type DocumentActor, type DocumentEvent, findTransition, type Transition } from '../document/transitions.ts';
import {
  type ContractDocument,
  DOCUMENT_LABELS,
  type DocumentContent,
  isOpen,
  waitsForPartner,
} from '../document/types.ts';
import { DomainError } from '../errors.ts';
import type { Desk } from './desk.ts';
import { guards } from './guards.ts';
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
    : `${DOCUMENT_LABELS[document.kind]} ${document.service}`;
}

/** A document of the dossier by its id; DOCUMENT_INCONNU otherwise. */
export function documentOf(dossier: Dossier, id: string): ContractDocument {
  const found = everyDocument(dossier).find((document) => document.id === id);
  if (found === undefined) throw new DomainError('DOCUMENT_INCONNU', "Ce document n'existe pas dans ce dossier.");
  return found;
}

function documentActor(actor: Actor): DocumentActor {
  switch (actor.role) {
    case 'agent':
    case 'cafAdmin':
    case 'process':
      return actor.role;
    // the link is mailed to the dossier's address: its holder is the organisme's representative (RGT-1)
    case 'partner':
      return 'representative';
    case 'administrateur':
      return 'partner';
    default:
      throw new DomainError('ACTION_NON_PERMISE', 'Votre rôle ne permet pas cette action.');
  }
}

interface Firing {
  reason?: string;
  /** the process acts in the wake of a person's act */
  as?: 'process';
  /** whether what was shown to the signatory is the document as it is */
  shown?: { unchanged: boolean };
  /** what an edit writes; the journal tells what stood there before (CONV-15) */
  content?: Partial<DocumentContent>;
  siret?: string;
}

/**
 * Carries an event out on one document as the table says (domain.md §4.3).
 * Throws ACTION_NON_PERMISE, ETAT_INCOMPATIBLE, MOTIF_MANQUANT or the code of the guard.
 */
export function fire(desk: Desk, document: ContractDocument, event: DocumentEvent, options: Firing = {}): Transition {
  const actor = options.as ?? documentActor(desk.actor);
  const row = findTransition(event, document.kind, document.state, actor);
  if (row === undefined) throw refusal(document, event, actor);
  if (row.reason === true && (options.reason ?? '').trim() === '') {
    throw new DomainError('MOTIF_MANQUANT', 'Indiquez un motif.', {
      faults: [{ path: 'reason', code: 'MOTIF_MANQUANT', message: 'Indiquez un motif.' }],
    });
  }
  const verdict = row.guard === undefined ? 'pass' : guards[row.guard](desk.dossier, document, options.shown);
  if (verdict instanceof DomainError && row.otherwise === undefined) throw verdict;

  const { content = {}, siret } = options;
  const told = () => ({
    state: document.state,
    version: document.version,
    ...(siret === undefined ? {} : { siret: document.siret }),
    ...Object.fromEntries(
      Object.keys(content).map((key) => [key, document.content[key as keyof DocumentContent] ?? null]),
    ),
  });
  const before = told();
  document.content = { ...document.content, ...content };
  document.siret = siret ?? document.siret;
  document.state = verdict instanceof DomainError && row.otherwise !== undefined ? row.otherwise : row.to;
  document.reason = options.reason ?? document.reason;
  stamp(desk, document, event);
  desk.audit.push({
    action: `document.${event}`,
    entity: 'document',
    entityId: document.id,
    label: `${documentLabel(document)} : ${EVENT_WORDS[event]}`,
    rule: row.rules[0],
    before,
    after: told(),
  });
  return row;
}

const EVENT_WORDS: Record<DocumentEvent, string> = {
  draft: 'rédaction',
  edit: 'modification',
  send: 'envoi au partenaire',
  complete: 'réponse du partenaire',
  sign: 'signature du partenaire',
  return: 'renvoi',
  decline: 'refus du partenaire',
  withdraw: 'retrait',
  expire: 'abandon faute de réponse',
  countersign: 'contresignature, entrée en vigueur',
  close: 'clôture',
};

function refusal(document: ContractDocument, event: DocumentEvent, actor: DocumentActor): DomainError {
  const someone = (['agent', 'cafAdmin', 'representative', 'process'] as const).some(
    (other) => other !== actor && findTransition(event, document.kind, document.state, other) !== undefined,
  );
  if (someone) return new DomainError('ACTION_NON_PERMISE', 'Votre rôle ne permet pas cette action sur ce document.');
  return new DomainError(
    'ETAT_INCOMPATIBLE',
    `« ${documentLabel(document)} » est à l'état ${document.state} : cette action (${event}) n'y est pas possible.`,
  );
}

/** Instants and versions that go with an event. */
function stamp(desk: Desk, document: ContractDocument, event: DocumentEvent): void {
  const { at } = desk;
  const waitFromNow = () => {
    document.partnerSince = at;
    document.remindersSent = 0;
  };
  /** §4.3 « Signature »: who agrees is part of what is signed */
  const nameParty = () => {
    const { raisonSociale, address, email, phone } = desk.dossier.partner;
    document.content = { ...document.content, partner: { raisonSociale, address, email, phone } };
  };
  const newVersion = () => {
    document.version += 1;
    for (const signature of document.signatures) signature.voidedAt ??= at;
    document.signedAt = null;
  };
  switch (event) {
    case 'send':
      document.sentAt = at;
      nameParty();
      waitFromNow();
      break;
    case 'edit':
      if (document.state !== 'A_SIGNER') break;
      newVersion();
      nameParty();
      break;
    case 'complete':
      document.completedAt = at;
      newVersion();
      nameParty();
      waitFromNow();
      break;
    case 'return':
      newVersion();
      if (waitsForPartner(document)) waitFromNow();
      else document.partnerSince = null;
      break;
    case 'sign':
      document.signedAt = at;
      document.partnerSince = null;
      break;
    case 'countersign':
      document.activatedAt = at;
      break;
    case 'close':
    case 'decline':
    case 'withdraw':
    case 'expire':
      document.closedAt = at;
      document.partnerSince = null;
      break;
    default:
      break;
  }
}

/** Documents of the dossier still on their way. */
export function openDocuments(dossier: Dossier): ContractDocument[] {
  return dossier.documents.filter(isOpen);
}

/** The live convention (or contrat) the dossier builds on: its own, else the one in force. */
export function live(dossier: Dossier, kind: 'CONVENTION' | 'CONTRAT'): ContractDocument | undefined {
  const alive = (document: ContractDocument) =>
    document.kind === kind && (isOpen(document) || document.state === 'ACTIF');
  return dossier.documents.find(alive) ?? dossier.inForce.find(alive);
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
