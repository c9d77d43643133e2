import type { AuditDraft } from '../decision/journal.ts';
import { DomainError, notByYou, notInState } from '../errors.ts';
import type { MailParams } from '../mail/registry.ts';
import { type CompleteTask, markDone, taskToComplete } from '../task/completion.ts';
import type { Task, TaskKind } from '../task/kinds.ts';
import { newTask, openTaskAmong, taskOpened } from '../task/tasks.ts';
import type { CaseDesk, CaseKind } from './types.ts';

/** Writes a line of the journal about the case; no personal data in its words. */
export function noteCase<F>(desk: CaseDesk<F>, action: string, label: string, extra: Partial<AuditDraft> = {}): void {
  desk.audit.push({ action, entity: desk.case.type, entityId: desk.case.id, label, ...extra });
}

/**
 * Moves the case along its table. Throws ETAT_INCOMPATIBLE or ACTION_NON_PERMISE, changing nothing. `as`: a deadline or a settled fact
 * moves it, whoever's act that follows from. `tell`, `rule`: what the journal says where it is not the row's.
 */
export function fireCase<F, A extends { type: string }, S extends string, E extends string>(
  desk: CaseDesk<F, S>,
  kind: CaseKind<F, A, S, E>,
  event: NoInfer<E>,
  options: { as?: 'process'; tell?: string; rule?: string } = {},
): void {
  const state = desk.case.state;
  const rows = kind.transitions.filter((row) => row.event === event && row.from.includes(state));
  const role = options.as ?? desk.actor.role;
  const row = rows.find(({ by }) => by.includes(role) || (role === 'cafAdmin' && by.includes('agent')));
  if (rows.length === 0) throw notInState('Ce dossier', kind.labels[state]);
  if (row === undefined) throw notByYou('ce dossier');
  desk.case.state = row.to;
  noteCase(desk, `${kind.type}.${event}`, options.tell ?? row.tell, {
    rule: options.rule ?? row.rules[0],
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
  const task = newTask(desk, { kind, subject, caf: desk.case.caf, reason, dueDays });
  desk.case.tasks.push(task);
  desk.audit.push(taskOpened(task));
}

/** Closes open tasks of a kind that nobody needs to do any more; `subject`: only those about it. */
export function dropCaseTasks<F>(desk: CaseDesk<F>, kind: TaskKind, subject?: string): void {
  for (const task of desk.case.tasks.filter((one) => one.kind === kind && one.state === 'OUVERTE'))
    if (subject === undefined || task.subject === subject)
      Object.assign(task, { state: 'ANNULEE', completedAt: desk.at });
}

/** Marks the open task as done by the agent and returns it. Throws what taskToComplete throws. */
export function finishCaseTask<F>(desk: CaseDesk<F>, act: CompleteTask): Task {
  const { task } = taskToComplete(desk.case.tasks, act, desk.actor);
  markDone(task, act, desk);
  return task;
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

/** Nobody is waited for: whoever would be reminded has nothing to give (`who`: « Le partenaire »). */
export function nothingToRemind(who: string, rule?: string): DomainError {
  const message = `${who} n'a rien à fournir en ce moment.`;
  return new DomainError('RIEN_A_RELANCER', message, rule === undefined ? {} : { rule });
}
