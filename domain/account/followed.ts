import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { Account, Contact } from './types.ts';

/** The process that follows one account to its next quiet state: its first login, or the end of a reset. */
export interface Followed {
  id: string;
  type: 'userOnboarding' | 'passwordReset';
  caf: string;
  organisme: string;
  account: Account;
  /** who made the account, to be told; null: nobody with an address */
  creator: Contact | null;
  /** told instead once that one is gone; without the person of the account */
  administrateurs: Contact[];
  watch: Watch;
  incident: string | null;
  ended: boolean;
}

/** What only the process knows: which reminders of which secret have gone. */
export interface Watch {
  userId: string;
  /** passwordReset: the secret it follows; another one is another process's */
  secretId?: string;
  /** id of the secret whose use was reminded (REM-5) */
  reminded: string | null;
  /** id of the secret whose mails may have arrived or not (R2); unsaid: none */
  doubted?: string;
  /** the creator was told that nobody ever signed in (REM-6) */
  reported: boolean;
  /** ISO instant since when there is no password of any kind, sent or used: it was void by a closure or another address; unsaid: there is */
  emptySince?: string;
}

/** What follows from it, in one transaction. */
export interface FollowDecision {
  followed: Followed;
  mails: MailDraft[];
  audit: AuditDraft[];
}
