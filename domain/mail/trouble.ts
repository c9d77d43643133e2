import { followsAccount, type MailNews } from '../process/acts.ts';
import type { ProcessType } from '../process/types.ts';
import type { Task, TaskKind } from '../task/kinds.ts';
import type { MailResend } from './draft.ts';
import { mailEntry, mailLabel } from './registry.ts';

/** They send many mails and wait for none: of one that will not go, whoever launched the process is told instead (domain/process/tellLauncher.ts). */
export const WAITS_FOR_NO_MAIL: readonly ProcessType[] = ['esatCampaign', 'userImport'];

/** Incident of a process with a mail that was refused for good (R2). */
export const REFUSED = 'ENVOI_ECHOUE';

/** … with a mail that was cut off twice (R2): it may have arrived, once or twice, or not. */
export const DOUBT = 'ENVOI_INCERTAIN';

/** What a doubt leaves of an incident: a refused address says more. */
export const afterDoubt = (incident: string | null): string => incident ?? DOUBT;

/** The journal's words for a mail that was refused for good … */
export const refusedLabel = (template: string): string =>
  `Courriel « ${mailLabel(template)} » refusé définitivement par la messagerie du destinataire`;

/** … and for one in doubt. */
export const doubtedLabel = (template: string): string =>
  `Courriel « ${mailLabel(template)} » : envoi coupé deux fois, il a pu arriver`;

/**
 * Whether a process is told of a mail of its that was cut off twice (R2). Who signs asks for another code by themselves; of an account, what
 * its holder cannot enter without is told.
 */
export function isToldOfDoubt(type: ProcessType, template: string): boolean {
  if (followsAccount(type)) return ENTRY_MAILS.includes(template);
  return template !== 'MAIL-50' && !WAITS_FOR_NO_MAIL.includes(type);
}

/** Mails without which the person cannot enter (ACC-4, ACC-8). */
export const ENTRY_MAILS: readonly string[] = ['MAIL-1', 'MAIL-2', 'MAIL-3'];

/** The process that a mail left from. */
export interface Sender {
  about: { incident: string | null };
  note(action: string, label: string): void;
  /** unsaid: who retries the process sends the mail again */
  ensureTask?(kind: TaskKind, reason: string, subject?: string): void;
}

/**
 * R2: an address that is refused is an incident that an operator and the Caf see, also after the end. `correct`: why the Caf is to correct
 * the address; null where nothing waits for it.
 */
export function tellRefused(sender: Sender, correct: string | null): void {
  sender.about.incident = REFUSED;
  sender.note('mail.refused', 'Un courriel a été refusé définitivement par la messagerie du destinataire');
  if (correct !== null) sender.ensureTask?.('CORRIGER_COURRIEL', correct);
}

/** R2: a mail that was cut off twice; its process goes on, the Caf asks its recipient. */
export function tellDoubted(sender: Sender, { mailId, template }: Extract<MailNews, { type: 'mailDoubted' }>): void {
  sender.about.incident = afterDoubt(sender.about.incident);
  sender.note('mail.doubted', doubtedLabel(template));
  sender.ensureTask?.('VERIFIER_COURRIEL', doubtReason(template), mailId);
}

/** Why the Caf is asked: which mail, to whom. */
function doubtReason(template: string): string {
  const entry = mailEntry(template);
  const to = entry === undefined ? '' : ` (destinataire : ${entry.to})`;
  return `L'envoi du courriel « ${mailLabel(template)} »${to} a été coupé deux fois : il a pu arriver ou non. Demandez au destinataire s'il l'a reçu.`;
}

/** What a person decided about a mail in doubt; the incident ends with the last of them. */
export function resolveDoubt(
  task: Task,
  about: { tasks: readonly Task[]; incident: string | null },
  resends: MailResend[],
): void {
  if (task.outcome === 'resend') resends.push({ key: `renvoi:${task.id}`, mailId: task.subject });
  const others = about.tasks.some((one) => one.kind === 'VERIFIER_COURRIEL' && one.state === 'OUVERTE');
  if (about.incident === DOUBT && !others) about.incident = null;
}
