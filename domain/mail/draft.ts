import type { MailParams } from './registry.ts';

/** A mail decided by a process: it becomes one outbox row, unique by `key` within its process (style rule 9). */
export interface MailDraft {
  key: string;
  to: string;
  toName: string | null;
  params: MailParams;
  /** the process it belongs to, where that is not the one that decides; of one that the act starts, the id of its first turn */
  processId?: string;
  /** key of the mail, of the same process, that must have been taken before this one goes (ACC-23) */
  after?: string;
}

/** The params of a mail without its addressee's organisme. */
type ToAnyOrganisme<P> = P extends { organisme: string } ? Omit<P, 'organisme'> : never;

/** The same mail to each administrateur of many partners: whoever writes the rows adds the person to the key, and the organisme to the params. */
export interface MailToEach {
  key: string;
  params: ToAnyOrganisme<MailParams>;
  /** code of the guide that each Caf publishes itself (UI-7); it stands in the place of the one of the params, where it has set one */
  guide?: string;
}

/** A mail in doubt that a person sends again: a row of its own, as the first one was (R2). */
export interface MailResend {
  key: string;
  mailId: string;
}
