import type { Account, Contact, TemporarySecret, UserInput } from '../account/types.ts';
import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { DelegationMode, DocumentKind, NamedPerson } from '../document/types.ts';
import type { Mark } from '../formats/mark.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { ProcessType } from '../process/types.ts';
import type { NationalService } from '../service/national.ts';
import type { ProfileCode, ServiceCode } from '../service/services.ts';
import type { Opening } from '../service/standing.ts';

/**
 * A partner's people and what they rest on, as far as one act needs it: loaded and saved in one transaction under the partner's lock.
 * Accounts: administrateurs, the actor, those the act names. Groups: all of the partner that are not closed. Memberships: of those accounts,
 * with those that ended as their group was closed.
 */
export interface Roster {
  partner: {
    id: string;
    caf: string;
    /** Cafs that managed it before, or asked something for it, and keep reading (DEL-7b) */
    readerCafs: readonly string[];
    siret: string;
    raisonSociale: string;
    email: string;
  };
  /** the convention in force, if any (CONV-12) */
  convention: { id: string; number: string | null } | null;
  /** mode of the contrat in force (DEL-3) */
  mode: DelegationMode | null;
  bulletins: { id: string; service: ServiceCode; roles: string[] }[];
  /** of each service, the bulletin that was closed last */
  closedBulletins: { service: ServiceCode; closedAt: Date | null; reason: string | null }[];
  /** documents that wait for something that the partner does */
  awaited: { kind: DocumentKind; service: ServiceCode | null }[];
  /** services of the bulletins in force, and of those that were */
  services: Opening[];
  /** where services stand for everyone (domain.md §5) */
  nationals: NationalService[];
  accounts: Account[];
  /** who made those accounts, the Caf's agents too */
  creators: Contact[];
  groups: Group[];
  memberships: Membership[];
  afasProfiles: AfasProfile[];
  /** the annexe 3 that is under way, if any (ADM-3): its process, and who leaves, if somebody does */
  replacement: { id: string; leavingId: string | null } | null;
}

/** domain.md §8.1. Its state is derived: ACTIF with a role, ACTIF_SANS_ROLE without, FERME once closed. */
export interface Group {
  id: string;
  conventionId: string;
  parentId: string | null;
  service: ServiceCode;
  code: string;
  label: string;
  profile: ProfileCode | null;
  /** null: SANS_GESTIONNAIRE (GRP-19) */
  managerId: string | null;
  role: string | null;
  roleSince: Date | null;
  roleDetachedAt: Date | null;
  closedAt: Date | null;
  closedReason: string | null;
  /** TUT-5: while the Espace Tuteur is open to the partner, it takes Cdap T9 from this group */
  exclusiveT9: boolean;
  /** since when it has: the group gives no Cdap T9; null: it has not */
  t9SuspendedAt: Date | null;
  /** TUT-18: SIRETs of the establishments that it is limited to; none: every one of the SIREN */
  establishments: string[];
  /** GELE: the convention it was made under is in force no more (CONV-13) */
  frozen: boolean;
  version: number;
  createdBy: string;
  createdAt: Date;
}

export const GROUP_STATES = ['ACTIF', 'ACTIF_SANS_ROLE', 'FERME'] as const;
export type GroupState = (typeof GROUP_STATES)[number];

/** Words of a state, as pages show it. */
export const GROUP_STATE_LABELS: Record<GroupState, string> = {
  ACTIF: 'Actif',
  ACTIF_SANS_ROLE: 'Sans rôle : ses membres ne voient rien',
  FERME: 'Fermé',
};
export const GROUP_STATE_MARKS: Readonly<Record<GroupState, Mark>> = {
  ACTIF: 'done',
  ACTIF_SANS_ROLE: 'plain',
  FERME: 'amiss',
};

export interface Membership {
  id: string;
  groupId: string;
  userId: string;
  since: Date;
  until: Date | null;
  addedBy: string;
  removedBy: string | null;
}

export const AFAS_ROLES = ['FDA', 'FDF', 'APPROBATEUR'] as const;
export type AfasRole = (typeof AFAS_ROLES)[number];

/** domain.md §2.3; RETIRE is ours: ended by who configures the roles, by a closed account or a lost membership. */
export const AFAS_PROFILE_STATES = ['EN_ATTENTE_MAIA', 'ACTIF', 'REMPLACE', 'REJETE', 'RETIRE'] as const;
export type AfasProfileState = (typeof AFAS_PROFILE_STATES)[number];

/** Words of a state, as pages show it. */
export const AFAS_PROFILE_STATE_LABELS: Record<AfasProfileState, string> = {
  EN_ATTENTE_MAIA: 'En attente de la Caf : aucun pouvoir',
  ACTIF: 'En fonction',
  REMPLACE: 'Remplacé',
  REJETE: 'Refusé',
  RETIRE: 'Retiré',
};
export const AFAS_PROFILE_STATE_MARKS: Readonly<Record<AfasProfileState, Mark>> = {
  EN_ATTENTE_MAIA: 'plain',
  ACTIF: 'done',
  REMPLACE: 'plain',
  REJETE: 'amiss',
  RETIRE: 'plain',
};

export interface AfasProfile {
  id: string;
  userId: string;
  role: AfasRole;
  state: AfasProfileState;
  since: Date;
  until: Date | null;
  processId: string | null;
}

/** A temporary password to make: the text is made, hashed and sealed by the store, and seen by its addressee only (FMT-22). */
export interface SecretDraft extends TemporarySecret {
  userId: string;
}

/** A durable process to begin in the same transaction. */
export interface ProcessDraft {
  type: Exclude<ProcessType, ReplacementAsked['type']>;
  businessKey: string;
  label: string;
  facts: unknown;
  state: string;
  /** of the link by which somebody acts; unsaid: a new one */
  linkRef?: string;
  /** where its partner-side mails go; a dossier's only */
  linkEmail?: string;
}

/** Annexe 3 is asked for, or begins by itself as the last administrateur leaves (ADM-3, ADM-11): domain/appointment makes its dossier of it. */
export interface ReplacementAsked {
  type: 'administratorReplacement';
  /** null: a second administrateur is added */
  leaving: (NamedPerson & { userId: string }) | null;
  /** null: nobody is named yet; without an account: one is made when the annexe is applied (ADM-4) */
  incoming: (NamedPerson & Partial<UserInput> & { userId: string | null; phone: string | null }) | null;
  closesOn: string | null;
}

/** A decision in the making: the organisme as it becomes, and what goes with it in one transaction. */
export interface PeopleDesk extends Context {
  roster: Roster;
  mails: MailDraft[];
  audit: AuditDraft[];
  secrets: SecretDraft[];
  starts: (ProcessDraft | ReplacementAsked)[];
  /** accounts whose sessions end now */
  signedOut: string[];
  /** fresh opaque text for an identifiant (FMT-21) */
  newLogin: () => string;
}

export type PeopleDecision = Pick<PeopleDesk, 'roster' | 'mails' | 'audit' | 'secrets' | 'starts' | 'signedOut'> & {
  /** id of what was created or changed, for the answer */
  result: string;
};

/** Whether a group gives anything and may be changed: neither closed (GRP-20) nor frozen (CONV-13). */
export function isLive({ closedAt, frozen }: Pick<Group, 'closedAt' | 'frozen'>): boolean {
  return closedAt === null && !frozen;
}

/** Of a group (domain.md §8.1). */
export function groupState(group: Pick<Group, 'role' | 'closedAt'>): GroupState {
  if (group.closedAt !== null) return 'FERME';
  return group.role === null ? 'ACTIF_SANS_ROLE' : 'ACTIF';
}
