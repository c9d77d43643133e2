import type { z } from 'zod';
import type { Actor } from '../decision/actor.ts';
import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import type { Mark } from '../formats/mark.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { PeopleDecision, PeopleDesk, Roster } from '../people/types.ts';
import type { Policy } from '../policy/policy.ts';
import type { Task } from '../task/kinds.ts';
import type * as declared from './declared.ts';

/** Processes about a partner's people that are neither documents nor an account: one aggregate and one procedure for all of them. */
export type CaseType = keyof typeof declared;

/** A case as a whole: what its kind knows (`facts`), its tasks, and the partner's people. Loaded and saved in one transaction. */
export interface Case<F = unknown, S extends string = string> {
  id: string;
  type: CaseType;
  caf: string;
  label: string;
  state: S;
  opened: boolean;
  ended: boolean;
  incident: string | null;
  createdAt: Date;
  createdBy: string;
  facts: F;
  tasks: Task[];
  roster: Roster;
  /** accounts that another incident of this partner suspends: one that is lifted here stays suspended there (OBL-12) */
  heldElsewhere: string[];
  /** of a service's suspension by a security incident: that one is closed (§11) */
  incidentClosed?: boolean;
  /** of the move to the CNA: the départements that the partner's convention and bulletins in force reach together, and its conventions in force, oldest first */
  contracts?: { departments: string[]; conventions: { number: string | null; caf: string }[] };
}

/** The partner gets another managing Caf, with everything that hangs on it (DEL-8). */
export interface PartnerMove {
  from: string;
  to: string;
  /** départements that it reaches besides */
  departments: readonly string[];
}

/** One row of a case's procedure; nothing else decides what may happen to it. `tell`: its line in the timeline. */
export interface CaseTransition<S extends string, E extends string = string> {
  event: E;
  from: readonly S[];
  to: S;
  by: readonly Actor['role'][];
  tell: string;
  rules: readonly string[];
}

/** Something that happens at an absolute instant unless the awaited act comes first (§10). */
export interface CaseDeadline {
  at: Date;
  what: string;
  rule: string;
}

/** A decision in the making. `people`: the partner's people, for what the case does to accounts; its mails and journal are the case's. */
export interface CaseDesk<F = unknown, S extends string = string> extends Context {
  case: Case<F, S>;
  people: PeopleDesk;
  mails: MailDraft[];
  audit: AuditDraft[];
  /** null: the partner stays where it is */
  move: PartnerMove | null;
  leaves: Leaving;
}

/** What is gone with a decision (S7): accounts lose who they were, files of the case are deleted. */
export interface Leaving {
  accounts: string[];
  files: string[];
}

export interface CaseDecision<F = unknown, S extends string = string> {
  case: Case<F, S>;
  people: PeopleDecision;
  mails: MailDraft[];
  audit: AuditDraft[];
  move: PartnerMove | null;
  leaves: Leaving;
}

/**
 * The procedure of one type of case: its table, its acts, and what follows by itself. Pure. `F`: what it knows beside its state; `A`: what may
 * be asked of it; `S`, `E`: the states and events of its table.
 */
export interface CaseKind<F, A extends { type: string }, S extends string, E extends string> {
  type: CaseType;
  transitions: readonly CaseTransition<S, E>[];
  labels: Readonly<Record<S, string>>;
  /** how each is to be taken */
  marks: Readonly<Record<S, Mark>>;
  /** states from which nothing leads on */
  finals: readonly S[];
  acts: z.ZodType<A>;
  /** accounts to load beside the administrateurs */
  peopleOf(facts: F): readonly string[];
  /** … and for an act that names others */
  namedBy?(act: A): readonly string[];
  /** the first step, once */
  open(desk: CaseDesk<F, S>): void;
  carryOut(desk: CaseDesk<F, S>, act: A): void;
  /** what follows from the facts after every act: tasks to open or drop */
  settle(desk: CaseDesk<F, S>): void;
  deadlines(one: Case<F, S>, policy: Policy): CaseDeadline[];
  onDeadline(desk: CaseDesk<F, S>, deadline: CaseDeadline): void;
  /** of a case that has not ended */
  waiting(one: Case<F, S>, policy: Policy): WaitingFor;
}

export interface CaseProjection {
  state: string;
  waitingFor: WaitingFor | null;
  nextActionAt: Date | null;
  dueAt: Date | null;
  ended: boolean;
}
