import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { MailParams } from '../mail/registry.ts';
import { afterDoubt, doubtedLabel, REFUSED, refusedLabel } from '../mail/trouble.ts';
import type { ProcessType } from './types.ts';

export type MailTrouble = 'refused' | 'doubted';

/** A process that sends many mails and waits for none of them, a campaign or an import. */
export interface Sending {
  type: ProcessType;
  processId: string;
  incident: string | null;
}

export interface TroubledMail {
  id: string;
  template: string;
  recipient: string;
  recipientName: string | null;
}

/** What becomes of the process: its incident, its line in the journal, and who is told. */
export interface Told {
  incident: string;
  audit: AuditDraft[];
  mails: MailDraft[];
}

/**
 * A mail of such a process was refused for good, or may not have arrived (R2): an incident, and whoever launched it is told by the mail `params`,
 * null where there is nobody to tell; not where the own address is the one in trouble. Nothing is asked of the process, which need not wait for that.
 */
export function tellLauncher(
  { type, processId, incident: before }: Sending,
  trouble: MailTrouble,
  mail: TroubledMail,
  { email, params }: { email: string | null; params: MailParams | null },
): Told {
  const incident = trouble === 'refused' ? REFUSED : afterDoubt(before);
  const label = trouble === 'refused' ? refusedLabel(mail.template) : doubtedLabel(mail.template);
  const changed = { before: { incident: before }, after: { incident } };
  const told = {
    incident,
    audit: [{ action: `mail.${trouble}`, entity: type, entityId: processId, label, ...changed }],
  };
  if (email === null || params === null || email.toLowerCase() === mail.recipient.toLowerCase())
    return { ...told, mails: [] };
  // a trouble about the mail that tells of a trouble would tell of itself for ever
  if (mail.template === params.template) return { ...told, mails: [] };
  return { ...told, mails: [{ key: `${params.template}:${trouble}:${mail.id}`, to: email, toName: null, params }] };
}
