import type { Mark } from '../formats/mark.ts';
import type { ServiceCode } from '../service/services.ts';
import type { AvenantChange } from './avenant.ts';

/** Contractual documents (domain.md §4.3): one shape, one table of transitions for all of them. */
export const DOCUMENT_KINDS = ['CONVENTION', 'CONTRAT', 'BULLETIN', 'AVENANT', 'ANNEXE_3'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_STATES = [
  'BROUILLON',
  'A_COMPLETER',
  'A_CORRIGER',
  'A_SIGNER',
  'SIGNE_PARTENAIRE',
  'ACTIF',
  'CLOS',
  'REJETE',
  'ABANDONNE',
] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** Words of a state, as pages show it. */
export const DOCUMENT_STATE_LABELS: Record<DocumentState, string> = {
  BROUILLON: 'Brouillon',
  A_COMPLETER: 'À compléter',
  A_CORRIGER: 'À corriger',
  A_SIGNER: 'À signer',
  SIGNE_PARTENAIRE: 'Signé par le partenaire',
  ACTIF: 'En vigueur',
  CLOS: 'Clos',
  REJETE: 'Rejeté',
  ABANDONNE: 'Abandonné',
};
export const DOCUMENT_STATE_MARKS: Readonly<Record<DocumentState, Mark>> = {
  BROUILLON: 'plain',
  A_COMPLETER: 'plain',
  A_CORRIGER: 'amiss',
  A_SIGNER: 'plain',
  SIGNE_PARTENAIRE: 'toDo',
  ACTIF: 'done',
  CLOS: 'plain',
  REJETE: 'amiss',
  ABANDONNE: 'amiss',
};

export const DOCUMENT_LABELS: Record<DocumentKind, string> = {
  CONVENTION: "Convention d'accès",
  CONTRAT: 'Contrat de services',
  BULLETIN: "Bulletin d'adhésion",
  AVENANT: 'Avenant',
  ANNEXE_3: 'Annexe 3',
};

/** Delegation level, written in the contrat and nowhere else (DEL-1, DEL-3). */
export type DelegationMode = 'DELEGUE' | 'CENTRALISE';

/** As it stands in a sentence. */
export const MODE_WORDS: Record<DelegationMode, string> = { DELEGUE: 'délégué', CENTRALISE: 'centralisé' };

export interface NamedPerson {
  firstName: string;
  lastName: string;
  email: string;
}

/** The partner as one version of a document names it; its SIRET is the document's own. */
export interface NamedParty {
  raisonSociale: string;
  address: string;
  email: string;
  phone: string;
}

/** What a document says; each kind uses its own part (CONV-3, CONV-4, CONV-5, CONV-16). */
export interface DocumentContent {
  /** who agrees, as this version was shown to be signed; absent until then, and from what was sent before it was kept */
  partner?: NamedParty;
  /** convention: missions that justify the habilitations (CONV-3) */
  missions?: string[];
  /** convention, bulletin: reach, as département codes (CONV-5) */
  departments?: string[];
  /** contrat (DEL-3) */
  delegationMode?: DelegationMode;
  /** bulletin: roles offered (CON-12) */
  roles?: string[];
  /** bulletin: what falls when, as this version was shown to be signed, where policy says it otherwise than the rule book (ESAT-8) */
  calendar?: readonly string[];
  /** bulletin, as the partner typed it ([P] minimum of §2.3); `administrateur` also in annexe 3: who comes (ADM-3) */
  raisonSociale?: string;
  siret?: string;
  conventionNumber?: string;
  administrateur?: NamedPerson;
  /** annexe 3: who leaves; absent: a second one is added (ADM-11) */
  leavingAdministrateur?: NamedPerson;
  signatory?: { name: string; function: string };
  /** convention: the Caf that contracts since an avenant said so (DEL-8); absent: the one that signed it */
  contractingCaf?: string;
  /** avenant: what is rewritten when it becomes active (CONV-16) */
  avenant?: AvenantChange;
}

const OF_PEOPLE: readonly (keyof DocumentContent)[] = [
  'partner',
  'administrateur',
  'leavingAdministrateur',
  'signatory',
];

/** Whether a part of what a document says tells who somebody is: sealed where the journal keeps it (S6). */
export function isOfPeople(part: string): boolean {
  return OF_PEOPLE.some((one) => one === part);
}

/** Why a document was closed, where the procedure has a code for it: beside the words, for those who count. */
export const CLOSING_MOTIFS = ['CHANGEMENT_DELEGATION'] as const;
export type ClosingMotif = (typeof CLOSING_MOTIFS)[number];

/** A signature of one version of a document; a new version voids it (§4.3 `return`). */
export interface Signature {
  id: string;
  version: number;
  party: 'PARTENAIRE' | 'CAF';
  name: string;
  function: string;
  contentHash: string;
  at: Date;
  ip: string | null;
  voidedAt: Date | null;
}

/** What one version of a document said. */
export interface DocumentVersion {
  version: number;
  siret: string;
  content: DocumentContent;
  at: Date;
}

export interface ContractDocument {
  id: string;
  kind: DocumentKind;
  service: ServiceCode | null;
  partnerId: string;
  caf: string;
  siret: string;
  /** convention number; null until the store gives one (§4.3 « Numbers ») */
  number: string | null;
  /** REPRISE: recorded from the Cnaf's file or an agent's word, signed before Passerelle (§4.3 « Known partners ») */
  origin: 'PASSERELLE' | 'REPRISE';
  state: DocumentState;
  version: number;
  content: DocumentContent;
  processId: string | null;
  conventionId: string | null;
  contratId: string | null;
  /** predecessor that is closed when this one becomes active (DEL-5, DEL-6) */
  replacesId: string | null;
  reason: string | null;
  /** coded motif of a closing by a change of mode (DEL-5) */
  motif: ClosingMotif | null;
  partnerSince: Date | null;
  remindersSent: number;
  sentAt: Date | null;
  completedAt: Date | null;
  signedAt: Date | null;
  activatedAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
  signatures: Signature[];
}

export const WAITING_FOR_PARTNER: readonly DocumentState[] = ['A_COMPLETER', 'A_CORRIGER', 'A_SIGNER'];

/** Waits for something that the partner does. */
export function waitsForPartner(document: ContractDocument): boolean {
  return WAITING_FOR_PARTNER.includes(document.state);
}

/** No event changes it any more. */
export function isFinalState(state: DocumentState): boolean {
  return state === 'CLOS' || state === 'REJETE' || state === 'ABANDONNE';
}

export const FINAL_STATES: readonly DocumentState[] = DOCUMENT_STATES.filter(isFinalState);

export const OPEN_STATES: readonly DocumentState[] = DOCUMENT_STATES.filter(
  (state) => !isFinalState(state) && state !== 'ACTIF',
);

/** Still on its way to being in force. */
export function isOpen(document: ContractDocument): boolean {
  return OPEN_STATES.includes(document.state);
}

/** [P] minimum of the eligibility form, whose content is in no source (ESAT-5, CON-37). */
export interface EligibilityForm {
  casf: boolean;
  cdaph: boolean;
  places: number;
  autorisation: string;
}
