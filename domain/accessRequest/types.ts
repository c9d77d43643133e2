import type { Titre } from '../account/types.ts';
import type { Code } from '../codes.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { OpeningType } from '../dossier/asked.ts';
import type { EntitlementGround } from '../dossier/entitled.ts';
import type { NewDossier } from '../dossier/newDossier.ts';
import type { MailDraft, MailResend } from '../mail/draft.ts';
import type { Reminded } from '../process/remindAgain.ts';
import type { HeldConvention } from '../service/known.ts';
import type { ServiceCode } from '../service/services.ts';
import type { Task } from '../task/kinds.ts';
import type { RequestForm } from './form.ts';
import type { RequestState } from './transitions.ts';

/** Profiles that this form serves (REQ-4). */
export const REQUEST_PROFILES = ['T1', 'T2', 'T4', 'T9'] as const;
export type RequestProfile = (typeof REQUEST_PROFILES)[number];

/**
 * A public access request and the process that follows it. Loaded and saved as a whole in one transaction; `decideRequest` turns
 * one into the next. Nothing is opened by it (REQ-2): an accepted one starts a conventionnement.
 */
export interface AccessRequest {
  /** id of its process, and of its workflow */
  id: string;
  /** id of its own row */
  requestId: string;
  /** number given to the applicant (MAIL-20) */
  reference: string;
  /** Caf addressed */
  caf: string;
  /** where that Caf sends profiles that stay in Cafpro (REQ-4); null: it has set none */
  cafproChannel?: string | null;
  label: string;
  /** true once its process has run its first step */
  opened: boolean;
  state: RequestState;
  incident: string | null;
  /** one-time link of the applicant: a new version voids the former */
  linkRef: string;
  linkVersion: number;
  linkEmail: string;
  createdAt: Date;
  createdBy: string;
  form: RequestForm;
  decision: RequestDecision | null;
  /** questions asked and answers given, oldest first */
  exchanges: Exchange[];
  facts: RequestFacts;
  tasks: Task[];
  /** what the system holds of its SIRET; absent: the form asks for nothing that depends on it */
  ground?: { entitlement: EntitlementGround; held: HeldConvention | null } | null;
}

export interface RequestFacts extends Reminded {
  /** instant (ISO) since when the applicant is asked for information, and reminders sent (REM-1) */
  askedSince: string | null;
  reminders: number;
  endReason: string | null;
  /** process of the first dossier that an accepted request started (REQ-21) */
  startedProcessId: string | null;
}

/** One question and its answer; instants in ISO. */
export interface Exchange {
  askedAt: string;
  askedBy: string;
  what: string;
  suppliedAt: string | null;
  answer: string | null;
}

/** What the Caf decided, profile by profile (REQ-17). */
export interface RequestDecision {
  outcome: 'ACCEPTEE' | 'REFUSEE' | 'REORIENTEE';
  decidedAt: string;
  decidedBy: string;
  profiles: ProfileDecision[];
  /** … and service by service, of what is not asked for by profile; absent: none is */
  services?: ServiceDecision[];
  /** whether the need to consult another Caf's allocataires was accepted (REQ-18) */
  otherCaf: boolean;
  reason: string | null;
}

export interface ProfileDecision {
  profile: RequestProfile | 'T10';
  accepted: boolean;
  /** code of a refusal that the rules name, `AUTRE` for one in the agent's words; null when accepted */
  code: Code | 'AUTRE' | null;
  /** the refusal as the applicant reads it; null when accepted */
  reason: string | null;
  /** T9 only (REQ-16) */
  titre: Titre | null;
  /** what the agent recorded to decide */
  recorded: Record<string, unknown> | null;
}

/** A service that the Caf granted or refused, with the rule that refuses it. */
export interface ServiceDecision {
  service: ServiceCode;
  accepted: boolean;
  /** code of a refusal that the rules give, `AUTRE` for one in the agent's words; null when accepted */
  code: Code | 'AUTRE' | null;
  reason: string | null;
  rule: string | null;
}

/** The outcome of a decision: the request as it becomes, and what goes with it in one transaction. */
export interface RequestOutcome {
  request: AccessRequest;
  mails: MailDraft[];
  resends: MailResend[];
  audit: AuditDraft[];
  /** the dossiers to insert in the same transaction (REQ-21): the conventionnement, and one of each service with a procedure of its own */
  starts: NewDossier<OpeningType>[];
}

/** Profiles among those this form serves. */
export function profilesAsked(form: RequestForm): RequestProfile[] {
  return REQUEST_PROFILES.filter((profile) => form.profiles.includes(profile));
}

/** REQ-4: a need that this form does not serve (T10, or one in words). */
export function asksElsewhere(form: RequestForm): boolean {
  return form.otherNeed !== null || form.profiles.includes('T10');
}
