import { z } from 'zod';
import { FOLLOWING_ACCOUNT, type ProcessType } from './types.ts';

/** A step that a process takes by itself: its first one, and whatever is due at an instant. */
export type ProcessStep = { type: 'open' } | { type: 'tick' };

/**
 * What the system tells a process, whatever its type. `look`: facts that it may wait for have changed. R2: a mail that was refused for good,
 * `secretId` being the password that it carried or went before; one that was cut off twice.
 */
export const systemActSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('look') }),
  z.object({
    type: z.literal('mailRefused'),
    mailId: z.string(),
    template: z.string(),
    secretId: z.string().nullable(),
    /** it went where the process mails its links */
    toPartner: z.boolean(),
  }),
  z.object({ type: z.literal('mailDoubted'), mailId: z.string(), template: z.string() }),
]);
export type SystemAct = z.output<typeof systemActSchema>;

/** What became of a mail of the process. */
export type MailTrouble = Exclude<SystemAct, { type: 'look' }>;
type Refused = Extract<MailTrouble, { type: 'mailRefused' }>;
type Doubted = Extract<MailTrouble, { type: 'mailDoubted' }>;

/** … and what of it a process that is not an account's decides by. */
export type MailNews = Pick<Refused, 'type' | 'mailId' | 'toPartner'> | Doubted;

const TOLD: ReadonlySet<string> = new Set<(ProcessStep | MailTrouble)['type']>([
  'open',
  'tick',
  'mailRefused',
  'mailDoubted',
]);

/** Comes from the system, not from a person: nothing of it is refused once the process has ended. */
export const toldBySystem = ({ type }: { type: string }): boolean => TOLD.has(type);

const FOLLOWS_ACCOUNT: ReadonlySet<ProcessType> = new Set(FOLLOWING_ACCOUNT);

/** Follows one account: its end and its mails are the account's (ACT-3, ACC-8, ACC-17). */
export const followsAccount = (type: ProcessType): boolean => FOLLOWS_ACCOUNT.has(type);
