import type { ContractDocument, DelegationMode, DocumentContent, DocumentKind, NamedParty } from '../document/types.ts';
import type { Reminded } from '../process/remindAgain.ts';
import type { NationalService } from '../service/national.ts';
import type { ProfileCode, ServiceCode, ServiceState } from '../service/services.ts';
import type { Task } from '../task/kinds.ts';
import type { TuteurGround } from '../tuteur/ground.ts';
import type { Judged } from './judged.ts';

/**
 * A dossier: everything one process about documents decides from. Loaded and saved as a whole in one transaction; `decide` turns one into the
 * next. `F`: the facts of its kind.
 */
export interface Dossier<F extends Facts = Facts> {
  id: string;
  type: string;
  caf: string;
  readerCaf: string | null;
  label: string;
  campaignId: string | null;
  /** true once its process has run its first step */
  opened: boolean;
  /** an end of its kind */
  endedAs: string | null;
  incident: string | null;
  flags: DossierFlag[];
  /** one-time link of the partner: a new version voids the former (§4.3 « Signature ») */
  linkRef: string;
  linkVersion: number;
  linkEmail: string;
  createdAt: Date;
  createdBy: string;
  partner: DossierPartner;
  facts: F;
  documents: ContractDocument[];
  /** documents of the same partner and Caf in force, made by other dossiers */
  inForce: ContractDocument[];
  /** conventions and contrats of the partner's other dossiers: on their way, or given up with documents of this one hanging on them (DEL-12) */
  frames: ContractDocument[];
  services: OpenedService[];
  tasks: Task[];
  people: DossierPeople;
  /** of the correction of a tuteur's SIRET: his line in the reopening; null: there is none */
  tuteur?: TuteurGround | null;
  /** where services stand for everyone; unsaid: all are open */
  nationals?: readonly NationalService[];
}

/** The partner's people, as far as a dossier waits for them. */
export interface DossierPeople {
  /** closed accounts included: `closesOn` tells */
  administrateurs: { name: string; email: string; closesOn: string | null }[];
  /** groups of the services that it opens, as far as they are not closed, with how many people are in them today */
  groups: { role: string | null; members: number }[];
}

export interface DossierPartner extends NamedParty {
  id: string;
  siret: string;
  departments: string[];
  /** the SIRET under which Tiersi knows the partner in MCP; null: its own (domain.md §5) */
  referenceTiersi: string | null;
}

/** What every kind of dossier keeps. */
export interface Facts extends Reminded {
  /** phase that its story entered last (§6.5); null until its first step, kept after its end */
  phase: string | null;
  /** days granted by RELANCER · extend */
  extraDays: number;
  /** the RELANCER task was opened for the current wait */
  escalated: boolean;
  endReason: string | null;
}

/** … and every one that opens services. */
export interface ServiceFacts extends Facts {
  /** services asked for */
  services: ServiceCode[];
  /** mode asked for; null: keep the one in force (DEL-4) */
  delegationMode: DelegationMode | null;
  /** DEL-12: mode of the dossier that was under way as this one began, whose convention it joins; absent: there was none */
  modeUnderWay?: DelegationMode;
  departments: string[];
  missions: string[];
  profiles: ProfileCode[];
  /** 'YYYY-MM-DD': never opened before (ESAT-23) */
  opensOn: string;
  /** 'YYYY-MM-DD' of the campaign: late from the next day on (ESAT-24) */
  deadline: string | null;
  /** convention taken over from the file or an agent's word (§4.3 « Known partners ») */
  reprise: Reprise | null;
  /** REM-12: reminders of the SIRET block already sent, and since when it is blocked */
  siretBlock: { since: string; reminders: number } | null;
  /** ADM-10 was seen to: an account was asked for, or there was an administrateur */
  administrateurSettled: boolean;
  /** DEL-7: it asked for the partner's move to the CNA, and waits for it */
  awaitsCna?: boolean;
  /** CON-11: the Caf that asked for it, not managing the partner, until the managing one has said what its reach is */
  otherCafs: string[];
  /** CONV-1: what the Caf has yet to judge before documents are made */
  toJudge: Judged[];
}

/** A convention and contrat that were signed before Passerelle. */
export interface Reprise {
  number: string | null;
  siret: string;
  delegationMode: DelegationMode;
}

/** … with what else they say, as they are recorded. */
export interface SignedBefore extends Reprise {
  missions: string[];
  departments: string[];
}

export type DossierFlag =
  | 'CAS_NON_DECRIT'
  | 'EN_RETARD'
  | 'TRANSFERE_CNA'
  | 'MCP_DIVERGENT'
  | 'HORS_EXTRACTION'
  | 'AUTRE_CAF';

export interface OpenedService {
  id: string;
  service: ServiceCode;
  bulletinId: string;
  processId: string | null;
  state: ServiceState;
  opensOn: string;
  openedAt: Date | null;
  closedAt: Date | null;
  reason: string | null;
  /** what suspends it, and until when (§4.3): nothing of a dossier's, which carries it on (DEL-6) */
  suspendedAt: Date | null;
  suspendedUntil: Date | null;
  suspendedBy: string | null;
}

/** One document this partner needs, and what it replaces (DEL-5). */
export interface PlannedDocument {
  kind: DocumentKind;
  service: ServiceCode | null;
  content: DocumentContent;
  replaces: ContractDocument | null;
}
