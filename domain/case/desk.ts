import type { AuditDraft } from '../decision/journal.ts';
import { DomainError, type Fault, invalid } from '../errors.ts';
import { inSentence } from '../formats/text.ts';
import type { MailParams } from '../mail/types.ts';
import { type Task, type TaskKind, taskKind } from '../task/kinds.ts';
import { markDone, newTask, openTaskAmong, taskToComplete } from '../task/tasks.ts';
import type { CaseDesk, CaseKind } from './types.ts';

/** Writes a line of the journal about the case; no personal data in its words. */
export function noteCase<F>(desk: CaseDesk<F>, action: string, label: string, extra: Partial<AuditDraft> = {}): void {
  desk.audit.push({ action, entity: desk.case.type, entityId: desk.case.id, label, ...extra });
}

/**
 * Moves the case along its table. Throws ETAT_INCOMPATIBLE or ACTION_NON_PERMISE, changing nothing. `as`: a deadline or a settled fact
 * moves it, whoever's act that follows from.
 */
export function fireCase<F, A extends { type: string }>(
  desk: CaseDesk<F>,
  kind: CaseKind<F, A>,
  event: string,
  options: { as?: 'process'; tell?: string } = {},
): void {
  const state = desk.case.state;
  const rows = kind.transitions.filter((row) => row.event === event && row.from.includes(state));
  const role = options.as ?? desk.actor.role;
  const row = rows.find(({ by }) => by.includes(role) || (role === 'cafAdmin' && by.includes('agent')));
  if (rows.length === 0)
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      `Ce dossier est à l'état « ${kind.labels[state] ?? state} » (${state}) : cette action n'y est pas possible.`,
    );
  if (row === undefined)
    throw new DomainError('ACTION_NON_PERMISE', 'Votre rôle ne permet pas cette action sur ce dossier.');
  desk.case.state = row.to;
  noteCase(desk, `${kind.type}.${event}`, options.tell ?? row.tell, {
    rule: row.rules[0],
    before: { state },
    after: { state: row.to },
  });
}

/** The open task of a kind and subject, if any. */
export function openCaseTask<F>(desk: CaseDesk<F>, kind: TaskKind, subject = ''): Task | undefined {
  return openTaskAmong(desk.case.tasks, kind, subject);
}

/** Makes sure that a task of this kind waits for the Caf (§4.5); one of a kind and subject at a time. */
export function ensureCaseTask<F>(
  desk: CaseDesk<F>,
  kind: TaskKind,
  reason: string,
  subject = '',
  dueDays?: number,
): void {
  if (openCaseTask(desk, kind, subject) !== undefined) return;
  desk.case.tasks.push(newTask(desk, { kind, subject, caf: desk.case.caf, reason, dueDays }));
  noteCase(desk, 'task.open', `Tâche ouverte : ${taskKind(kind).label}`);
}

/** Closes open tasks of a kind that nobody needs to do any more; `subject`: only those about it. */
export function dropCaseTasks<F>(desk: CaseDesk<F>, kind: TaskKind, subject?: string): void {
  for (const task of desk.case.tasks.filter((one) => one.kind === kind && one.state === 'OUVERTE'))
    if (subject === undefined || task.subject === subject)
      Object.assign(task, { state: 'ANNULEE', completedAt: desk.at });
}

/** Marks the open task as done by the actor and returns it. Throws TACHE_INCONNUE, TACHE_TERMINEE, ISSUE_INCONNUE, CHAMP_OBLIGATOIRE. */
export function finishCaseTask<F>(
  desk: CaseDesk<F>,
  done: { taskId: string; outcome: string; fields: Record<string, unknown> },
): Task {
  const task = taskToComplete(desk.case.tasks, done);
  const outcome = taskKind(task.kind).outcomes[done.outcome];
  if (outcome === undefined) throw new DomainError('ISSUE_INCONNUE', "Cette issue n'est pas prévue pour cette tâche.");
  const faults = outcome.fields.flatMap((field): Fault[] =>
    field.required && fieldText(done.fields, field.name) === null
      ? [{ path: field.name, code: 'CHAMP_OBLIGATOIRE', message: `Indiquez : ${inSentence(field.label)}.` }]
      : [],
  );
  if (faults.length > 0) throw invalid(faults);
  markDone(task, done, desk);
  return task;
}

/** A field of a task's outcome as trimmed text; null when it is blank. */
export function fieldText(fields: Record<string, unknown>, name: string): string | null {
  const value = fields[name];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

/** To the managing Caf's mailbox. */
export function mailToCaf<F>(desk: CaseDesk<F>, key: string, params: MailParams): void {
  desk.mails.push({ key, to: desk.mailboxOf(desk.case.caf), toName: `Caf ${desk.case.caf}`, params });
}

/** To one person of the partner; nobody where the account is gone. */
export function mailToAccount<F>(desk: CaseDesk<F>, userId: string, key: string, params: MailParams): void {
  const account = desk.people.roster.accounts.find((one) => one.id === userId);
  if (account === undefined) return;
  desk.mails.push({ key, to: account.email, toName: `${account.firstName} ${account.lastName}`, params });
}
