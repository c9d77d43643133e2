import type { MailParams } from './types.ts';

/** A mail decided by a process: it becomes one outbox row, unique by `key` within its process (style rule 9). */
export interface MailDraft {
  key: string;
  to: string;
  toName: string | null;
  params: MailParams;
}
