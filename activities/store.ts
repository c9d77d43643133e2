import type { AccessRequest, RequestOutcome } from '../domain/accessRequest/types.ts';
import type { RequestProjection } from '../domain/accessRequest/waiting.ts';
import type { FollowedProjection } from '../domain/account/follow.ts';
import type { FollowDecision, Followed } from '../domain/account/followed.ts';
import type { Newcomer } from '../domain/appointment/appointDesignated.ts';
import type { Case, CaseDecision, CaseProjection } from '../domain/case/types.ts';
import type { Code } from '../domain/codes.ts';
import type { Actor } from '../domain/decision/actor.ts';
import type { ContractDocument } from '../domain/document/types.ts';
import type { Decision } from '../domain/dossier/decide.ts';
import type { Dossier } from '../domain/dossier/types.ts';
import type { Projection } from '../domain/dossier/waiting.ts';
import type { Closure, ClosureDecision } from '../domain/people/closure.ts';
import type { PeopleDecision, Roster } from '../domain/people/types.ts';
import type { CommandOutcome } from '../domain/process/types.ts';
import type { MovedGroups } from '../domain/succession/moveToSuccessor.ts';

/** A dossier's decision, and what it does to the partner's people in the same transaction (domain/appointment, domain/succession). */
export type JoinedDecision = Decision & { newcomer?: Newcomer; moved?: MovedGroups };

/** A person's act as it was stored before its process was told. */
export interface StoredCommand {
  id: string;
  processId: string;
  /** as it lies in the table: the door reads it (applyCommand.ts) */
  act: unknown;
  actor: Actor;
  notAfter: Date;
  outcome: CommandOutcome | null;
  /** whether its process has taken its first step, or has ended */
  begun: boolean;
  /** who manages the process, where it was an agent's of a Caf that does not, or does no more (DEL-8) */
  otherInCharge: string | null;
}

/** The facts, as one transaction sees them. The real one is PostgreSQL, the fake one a Map; both pass the same contract test. */
export interface StoreTx {
  /** The command, with its dossier locked in a `transaction`; null when there is none. */
  takeCommand(commandId: string): Promise<StoredCommand | null>;
  /** Locks a dossier. */
  lock(processId: string): Promise<void>;
  loadDossier(processId: string): Promise<Dossier | null>;
  /** Inserts documents that were signed before Passerelle, by themselves and at once. */
  recordReprise(documents: readonly ContractDocument[]): Promise<void>;
  saveDossier(before: Dossier, decision: JoinedDecision, projection: Projection, at: Date, actor: Actor): Promise<void>;
  /** The people of a partner: administrateurs, those named, and whoever has these addresses (FMT-14). */
  loadPeople(
    partnerId: string,
    needed: { accountIds: readonly string[]; emails: readonly string[] },
  ): Promise<Roster | null>;
  /** Saves what a dossier changes of a partner's people; in a `transaction` only. */
  savePeople(before: Roster, decision: PeopleDecision, processId: string, at: Date, actor: Actor): Promise<void>;
  loadRequest(processId: string, at?: Date): Promise<AccessRequest | null>;
  /** Saves a request and, when it is accepted, inserts its conventionnement (REQ-21). */
  saveRequest(
    before: AccessRequest,
    outcome: RequestOutcome,
    projection: RequestProjection,
    at: Date,
    actor: Actor,
  ): Promise<void>;
  loadFollowed(processId: string): Promise<Followed | null>;
  saveFollowed(
    before: Followed,
    decision: FollowDecision,
    projection: FollowedProjection,
    at: Date,
    actor: Actor,
  ): Promise<void>;
  /** The planned closure of an account, with its organisme. */
  loadClosure(processId: string): Promise<Closure | null>;
  saveClosure(before: Closure, decision: ClosureDecision, at: Date, actor: Actor): Promise<void>;
  /** A case of domain/case, with the partner's people that it touches and those that an act names. */
  loadCase(processId: string, named: readonly string[]): Promise<Case | null>;
  saveCase(before: Case, decision: CaseDecision, projection: CaseProjection, at: Date, actor: Actor): Promise<void>;
  finishCommand(commandId: string, outcome: CommandOutcome, at: Date): Promise<void>;
}

export interface Store {
  /** Work under locks. */
  transaction<T>(work: (tx: StoreTx) => Promise<T>): Promise<T>;
  /**
   * Work on dossiers that reads without locks and whose writes leave together, in one statement (P1). When someone else wrote meanwhile
   * what was read, nothing is written and the work begins anew: it may run several times and must change nothing by itself.
   */
  optimistic<T>(work: (tx: StoreTx) => Promise<T>): Promise<T>;
  /** Code of the invariant that the database refused (CONVENTION_DEJA_ACTIVE …), or null for another failure. */
  brokenInvariant(error: unknown): { code: Code; message: string; rule?: string } | null;
  /** A fresh identifiant (FMT-21). */
  newLogin(): string;
  /** Ids that a replay of the same seed makes again. */
  idsFrom(seed: string): () => string;
  /** SHA-256 in hex */
  hash(text: string): string;
}
