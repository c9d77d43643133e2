import type { Policy } from '../policy/policy.ts';
import type { Actor } from './actor.ts';

/** What the outside gives to a decision: the instant, the person, ids and settings. Nothing in `domain` reads a clock. */
export interface Context {
  at: Date;
  actor: Actor;
  policy: Policy;
  /** a fresh opaque id, the same again when the same command is replayed */
  newId: () => string;
  /** SHA-256 in hex, of what a signature covers */
  hash: (text: string) => string;
  /** address of the Caf's own mailbox (configuration, CON-38) */
  mailboxOf: (caf: string) => string;
}
