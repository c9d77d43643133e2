import type { MailDraft, MailResend } from '../mail/draft.ts';
import type { Policy } from '../policy/policy.ts';
import { type Task, type TaskKind, taskKind } from '../task/kinds.ts';
import { newTask, openTaskAmong } from '../task/tasks.ts';
import type { Designation, Newcomer } from './administrateur.ts';
import type { MovedGroups, Succession } from './succession.ts';
import type { Actor, Dossier } from './types.ts';

/** What the outside gives to a decision: the instant, the person, ids and settings. Nothing in `domain` reads a clock. */
export interface Context {
  at: Date;
  actor: Actor;
  policy: Policy;
  /** a fresh opaque id, the same again when the same command is replayed */
  newId: () => string;
  /** SHA-256 in hex, of what a signature covers */
  hash: (text: string) => string;
  /** address of the Caf's own mailbox (configuration, CON-38) */
  mailboxOf: (caf: string) => string;
}

/** One line of the journal (CONV-15): who and when come from the context. */
export interface AuditDraft {
  action: string;
  entity: string;
  entityId: string;
  label: string;
  rule?: string;
  before?: unknown;
  after?: unknown;
}

/** A decision in the making: the dossier as it becomes, and what goes with it in the same transaction. */
export interface Bench extends Context {
  dossier: Dossier;
  mails: MailDraft[];
  resends: MailResend[];
  audit: AuditDraft[];
  /** the first administrateur whose account is to be made with this decision (ADM-10) */
  designation: Designation | null;
  newcomer: Newcomer | null;
  /** a convention took the place of another (DEL-5): its people move with this decision (DEL-10) */
  succession: Succession | null;
  moved: MovedGroups | null;
}

/** Starts a decision on a copy: the dossier that was loaded stays as it was. */
export function openBench(dossier: Dossier, context: Context): Bench {
  const drafts = {
    mails: [],
    resends: [],
    audit: [],
    designation: null,
    newcomer: null,
    succession: null,
    moved: null,
  };
  return { ...context, dossier: structuredClone(dossier), ...drafts };
}

/** Writes a line of the journal about the dossier itself. */
export function note(bench: Bench, action: string, label: string, extra: Partial<AuditDraft> = {}): void {
  bench.audit.push({ action, entity: bench.dossier.type, entityId: bench.dossier.id, label, ...extra });
}

/** The open task of a kind and subject, if any. */
export function openTask(dossier: Dossier, kind: TaskKind, subject = ''): Task | undefined {
  return openTaskAmong(dossier.tasks, kind, subject);
}

/** Makes sure that a task of this kind waits for the Caf (§4.5); one of a kind and subject at a time, which it returns. */
export function ensureTask(bench: Bench, kind: TaskKind, reason: string, subject = ''): Task {
  const { dossier } = bench;
  const known = openTask(dossier, kind, subject);
  if (known !== undefined) return known;
  const task = newTask(bench, { kind, subject, caf: dossier.caf, reason });
  dossier.tasks.push(task);
  note(bench, 'task.open', `Tâche ouverte : ${taskKind(kind).label}`);
  return task;
}

/** Closes open tasks of a kind that nobody needs to do any more. */
export function dropTask(bench: Bench, kind: TaskKind): void {
  const task = openTask(bench.dossier, kind);
  if (task === undefined) return;
  task.state = 'ANNULEE';
  task.completedAt = bench.at;
}
