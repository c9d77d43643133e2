import type { Task } from '../task/kinds.ts';
import type { MailResend } from './draft.ts';
import { mailEntry, mailLabel } from './registry.ts';

/** Incident of a dossier with a mail that was cut off twice (R2): it may have arrived, once or twice, or not. */
export const DOUBT = 'ENVOI_INCERTAIN';

/** Why the Caf is asked: which mail, to whom. */
export function doubtReason(template: string): string {
  const entry = mailEntry(template);
  const to = entry === undefined ? '' : ` (destinataire : ${entry.to})`;
  return `L'envoi du courriel « ${mailLabel(template)} »${to} a été coupé deux fois : il a pu arriver ou non. Demandez au destinataire s'il l'a reçu.`;
}

/** What a person decided about a mail in doubt; the incident ends with the last of them. */
export function settleDoubt(
  task: Task,
  about: { tasks: readonly Task[]; incident: string | null },
  resends: MailResend[],
): void {
  if (task.outcome === 'resend') resends.push({ key: `renvoi:${task.id}`, mailId: task.subject });
  const others = about.tasks.some((one) => one.kind === 'VERIFIER_COURRIEL' && one.state === 'OUVERTE');
  if (about.incident === DOUBT && !others) about.incident = null;
}
