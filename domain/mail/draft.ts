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

/** A mail in doubt that a person sends again: a row of its own, as the first one was (R2). */
export interface MailResend {
  key: string;
  mailId: string;
}
