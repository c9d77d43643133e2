import type { z } from 'zod';
import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { WaitingFor } from '../decision/waiting.ts';
import type { DomainError } from '../errors.ts';
import type { Mark } from '../formats/mark.ts';
import type { MailDraft, MailResend } from '../mail/draft.ts';
import type { Policy } from '../policy/policy.ts';
import type { Task } from '../task/kinds.ts';
import type { Designation, HandOver, Succession, Transfer } from './intents.ts';
import type { Held, NewDossier } from './newDossier.ts';
import type { Dossier, DossierFlag, Facts, PlannedDocument, SignedBefore } from './types.ts';

/** A dossier as it is looked at: by its kind, at an instant, under the settings. Every desk is one. */
export interface Standing<F extends Facts = Facts> {
  kind: AnyKind;
  dossier: Dossier<F>;
  policy: Policy;
  at: Date;
}

/** A decision in the making: the dossier as it becomes, and what goes with it in the same transaction. */
export interface Desk<F extends Facts = Facts> extends Context, Standing<F> {
  mails: MailDraft[];
  resends: MailResend[];
  audit: AuditDraft[];
  /** the first administrateur whose account is to be made with this decision (ADM-10) */
  designation: Designation | null;
  /** a convention took the place of another (DEL-5): its people move with this decision (DEL-10) */
  succession: Succession | null;
  /** annexe 3 is applied: the function of administrateur changes hands with this decision (ADM-4) */
  handOver: HandOver | null;
  /** the mailed code by which the partner signs with this decision (§4.3) */
  signatureCode: string | null;
  /** the move to the CNA that begins with this decision (DEL-7) */
  transfer: Transfer | null;
  /** the passages of its story that this decision made */
  walked: Passage[];
}

/** One passage of a story: the phase that was left, by which outcome, and the phase or end that was entered. */
export interface Passage {
  from: string;
  outcome: string;
  to: string;
}

/** Where each outcome of each phase leads, as the story in workflows/ says it; its first line is where it begins. */
export type AnyRoute = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A piece of procedure that kinds name. */
export type Verb<F extends Facts> = (desk: Desk<F>) => void;
type Asked<F extends Facts, R> = (standing: Standing<F>) => R;

/** Something that the partner is asked for and has not given. */
export interface Ask {
  /** null: the form, which is no document */
  documentId: string | null;
  /** its words in a reminder */
  what: string;
  since: Date;
  remindersSent: number;
  rule: 'REM-2' | 'REM-3' | 'TUT-7';
}

/** How the partner is asked, reminded and given up on. */
export interface Asking<F extends Facts> {
  list: Asked<F, Ask[]>;
  /** what the partner is to do, in words */
  words: Asked<F, string>;
  /** mails it again: the link or the address is another */
  again: Verb<F>;
  /** counts a reminder */
  reminded: (desk: Desk<F>, ask: Ask) => void;
  expired: (desk: Desk<F>, ask: Ask) => void;
  /** a silence does not end the dossier: what happens instead, in words */
  lapses?: string;
}

/** Something that happens at an absolute instant unless the awaited act comes first (§10). */
export interface Deadline {
  at: Date;
  what: string;
  rule: string;
  /** what the partner is reminded of */
  ask?: Ask;
}

/** A deadline that kinds name: when it falls, and what happens then. After it fell its next instant is later, or there is none. */
export interface DeadlineRule<F extends Facts> {
  of: Asked<F, Deadline[]>;
  fall: (desk: Desk<F>, due: readonly Deadline[]) => void;
}

/** One phase of a kind: what it does, not where it leads. */
export interface Phase<F extends Facts, State extends string> {
  /** its step on the page */
  label: string;
  /** not on every dossier's way: a step of those alone that stand in it */
  aside?: true;
  /** it is not the representative's to follow, whose link has served: words of the end they see instead */
  afterLink?: string;
  /** once, as it is entered */
  enter?: Verb<F>;
  /** what follows by itself from the facts, after every act for as long as the dossier stands here (P2) */
  keep?: readonly Verb<F>[];
  /** once, as it is left by an outcome */
  leave?: Verb<F>;
  /** its outcomes, and when each holds; the first that does is taken */
  outcomes: Readonly<Record<string, Asked<F, boolean>>>;
  /** where the dossier stands within it */
  state: Asked<F, State>;
  asks?: Asking<F>;
  /** who is waited for where no task and nothing that is asked says so */
  waiting?: Asked<F, WaitingFor | null>;
  /** a reminder by hand where nothing is asked by mail; false: there is nobody to remind */
  remind?: (desk: Desk<F>) => boolean;
  deadlines?: readonly DeadlineRule<F>[];
}

/** A way for a dossier to end. */
export interface End<F extends Facts> {
  /** in the mails that tell of it */
  words: string;
  /** what happens when the story reaches it; one that is given up ends by `endDossier` */
  reached?: Verb<F>;
}

/** How a dossier of a kind begins on request. */
export interface Beginning<F extends Facts> {
  /** what must not run twice at once (architecture.md style 3) */
  businessKey: (input: NewDossier, caf: string, changesMode: boolean) => string;
  /** what it is about, in words: it is called so after its partner */
  about: (input: NewDossier, changesMode: boolean) => string;
  facts: (input: NewDossier, held: Held) => { facts: F; flags: DossierFlag[] };
  /** DEL-5: it may ask for another mode than the one in force */
  mayChangeMode?: true;
  /** ESAT-26: what it has opened is not opened again by another one */
  opensOnce?: true;
}

/** What completing a task in one way does. */
export type TaskOutcome<F extends Facts> = (desk: Desk<F>, task: Task, fields: Record<string, unknown>) => void;

/** The declaration of one kind of process about documents. `State`: every state it knows; `Act`: what may be asked of it. */
export interface Kind<F extends Facts, State extends string, Act extends { type: string }> {
  type: string;
  /** words of its states, as people read them */
  states: Readonly<Record<State, string>>;
  /** its state before its first step */
  begins: State;
  phases: Readonly<Record<string, Phase<F, State>>>;
  ends: Readonly<Partial<Record<State, End<F>>>> & { ABANDONNE: End<F> };
  /** of one that is given up, or whose service is closed, once that is open; unsaid: it opens none */
  endOnceOpen?: State;
  /** how each of them is to be taken, and how far it has come */
  marks: Readonly<Record<State, Mark>>;
  acts: z.ZodType<Act>;
  carryOut: (desk: Desk<F>, act: Act) => void;
  /** by task kind and outcome, 'CONTRESIGNER.return' */
  taskOutcomes: Readonly<Record<string, TaskOutcome<F>>>;
  /** wherever it stands, before anything of the phase: what ends it by itself */
  always: readonly Verb<F>[];
  /** over the phases: deadlines of its whole life */
  deadlines: readonly DeadlineRule<F>[];
  /** which documents it needs (CONV-2) */
  plan: (dossier: Dossier<F>) => PlannedDocument[];
  /** how one begins on request; unsaid: an act on people begins it */
  beginning?: Beginning<F>;
  /** signed before Passerelle, to be recorded before its first step (§4.3 « Known partners ») */
  reprise?: (dossier: Dossier<F>) => SignedBefore | null;
  /** what else must be before a bulletin comes into force and its service opens */
  lacking?: (dossier: Dossier<F>) => DomainError | null;
  /** words for what rests on the convention from its first day on (CONV-13); unsaid: only its documents do */
  resting?: string;
  /** the partner knows of it though it has no document */
  partnerKnows?: (dossier: Dossier<F>) => boolean;
  /** what a link that was used asks for again and is no document: that it was given already, and when (U9) */
  answered?: (dossier: Dossier<F>, action: string) => DomainError | null;
  /** others who are told that it was given up */
  tellGivenUp?: Verb<F>;
  /** it changes people under their locks */
  changesPeople?: true;
}

/** A kind whose facts and acts are forgotten: whoever runs it gives back what it got (`own`). */
export interface AnyKind extends Omit<Kind<never, string, never>, 'acts' | 'beginning'> {
  acts: z.ZodType<{ type: string }>;
  beginning?: Beginning<Facts>;
}

/** A standing as its own kind takes it: facts were read as this kind wrote them. The one place where that is believed. */
export function own<S extends Standing>(standing: S): S & Standing<never> {
  return standing as S & Standing<never>;
}

/** The phase in which a dossier stands; null before its first step. */
export function phaseOf({ kind, dossier }: Pick<Standing, 'kind' | 'dossier'>): Phase<never, string> | null {
  return (dossier.facts.phase === null ? undefined : kind.phases[dossier.facts.phase]) ?? null;
}

/** What the partner is asked for now. */
export function asksOf(standing: Standing): Ask[] {
  if (standing.dossier.endedAs !== null) return [];
  return phaseOf(standing)?.asks?.list(own(standing)) ?? [];
}

/** Of a kind: its phases with their outcomes, and its ends. */
export interface KindShape {
  type: string;
  phases: Record<string, { outcomes: Record<string, unknown> }>;
  ends: Record<string, unknown>;
}
export type EndOf<K extends KindShape> = keyof K['ends'] & string;

/** A story of a kind: a line for each phase, and in it where each of its outcomes leads. The compiler refuses one that is missing. */
export type Route<K extends KindShape> = {
  readonly [P in keyof K['phases']]: {
    readonly [O in keyof K['phases'][P]['outcomes']]: (keyof K['phases'] & string) | EndOf<K>;
  };
};
