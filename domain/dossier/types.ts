import type { ContractDocument, DelegationMode, EligibilityForm, NamedParty } from '../document/types.ts';
import type { UseCase } from '../esat/useCase.ts';
import type { ProfileCode, ServiceCode, ServiceState } from '../service/services.ts';
import type { Task } from '../task/kinds.ts';
import type { Replacement } from './replacement.ts';

export const DOSSIER_TYPES = ['conventionnement', 'esatOnboarding', 'administratorReplacement'] as const;
export type DossierType = (typeof DOSSIER_TYPES)[number];

/**
 * A dossier: everything one process of conventionnement, Esat onboarding or replacement of an administrateur decides from. Loaded and saved as a whole in one
 * transaction; `decide` turns one into the next.
 */
export interface Dossier {
  id: string;
  type: DossierType;
  caf: string;
  readerCaf: string | null;
  label: string;
  campaignId: string | null;
  /** true once its process has run its first step */
  opened: boolean;
  endedAs: DossierEnd | null;
  incident: string | null;
  flags: DossierFlag[];
  /** one-time link of the partner: a new version voids the former (§4.3 « Signature ») */
  linkRef: string;
  linkVersion: number;
  linkEmail: string;
  createdAt: Date;
  createdBy: string;
  partner: DossierPartner;
  facts: DossierFacts;
  documents: ContractDocument[];
  /** documents of the same partner and Caf in force, made by other dossiers */
  inForce: ContractDocument[];
  services: OpenedService[];
  tasks: Task[];
  people: DossierPeople;
}

/** The partner's people, as far as a dossier waits for them. */
export interface DossierPeople {
  /** closed accounts included: `closesOn` tells */
  administrateurs: { name: string; email: string; closesOn: string | null }[];
  /** Esat groups that are not closed, with how many people are in them today */
  esatGroups: { role: string | null; members: number }[];
}

export interface DossierPartner extends NamedParty {
  id: string;
  siret: string;
  departments: string[];
}

export interface DossierFacts {
  /** services asked for */
  services: ServiceCode[];
  /** mode asked for; null: keep the one in force (DEL-4) */
  delegationMode: DelegationMode | null;
  departments: string[];
  missions: string[];
  profiles: ProfileCode[];
  /** 'YYYY-MM-DD': never opened before (ESAT-23) */
  opensOn: string;
  /** 'YYYY-MM-DD' of the campaign: late from the next day on (ESAT-24) */
  deadline: string | null;
  /** convention taken over from the file or an agent's word (§4.3 « Known partners ») */
  reprise: { number: string | null; siret: string; delegationMode: DelegationMode } | null;
  esat: EsatFacts | null;
  /** days granted by RELANCER · extend */
  extraDays: number;
  /** the RELANCER task was opened for the current wait */
  escalated: boolean;
  /** REM-12: reminders of the SIRET block already sent, and since when it is blocked */
  siretBlock: { since: string; reminders: number } | null;
  endReason: string | null;
  /** ADM-10 was seen to: an account was asked for, or there was an administrateur */
  administrateurSettled: boolean;
  /** REM-13: since when group and role, or the first user, are awaited, and the reminders sent */
  groupWait: { state: 'SERVICE_OUVERT' | 'GROUPES_CONFIGURES'; since: string; reminders: number } | null;
  /** CON-11: other Cafs that have a convention with this partner, until the Caf has answered for it; absent from older dossiers */
  otherCafs?: string[];
  /** annexe 3; absent from every other dossier */
  replacement?: Replacement;
}

export interface EsatFacts {
  useCase: UseCase;
  /** ESAT-15: still active in Habtiers? null: not checked yet */
  active: boolean | null;
  eligibility: 'A_FAIRE' | 'DEMANDEE' | 'REMPLIE' | 'ELIGIBLE' | 'INELIGIBLE';
  eligibilityForm: EligibilityForm | null;
  /** instant (ISO) since when the partner is asked for the form, and reminders sent (REM-3) */
  askedSince: string | null;
  reminders: number;
  /** ESAT-14: outcome of VERIFIER_MISSION */
  mission: 'A_VERIFIER' | 'CONFIRMEE' | 'MODIFIEE' | null;
}

export type DossierFlag =
  | 'CAS_NON_DECRIT'
  | 'EN_RETARD'
  | 'TRANSFERE_CNA'
  | 'MCP_DIVERGENT'
  | 'HORS_EXTRACTION'
  | 'AUTRE_CAF';

/** How a dossier may end; an Esat dossier that ended `SERVICE_OUVERT` did so before groups were followed, or was given up once open. */
export type DossierEnd = 'APPLIQUEE' | 'SERVICE_OUVERT' | 'TERMINE' | 'INELIGIBLE' | 'INACTIF_NON_REPRIS' | 'ABANDONNE';

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
}
