import type { Registry } from 'prom-client';
import type { Attachments } from '../adapters/files/attachments.ts';
import type { Oidc } from '../adapters/identity/oidc.ts';
import type { EntranceProvider } from '../adapters/identity/provider/provider.ts';
import type { Seal } from '../adapters/identity/sealed.ts';
import type { SecondFactors } from '../adapters/identity/secondFactors.ts';
import type { Secrets } from '../adapters/identity/secrets.ts';
import type { TryPolicy } from '../adapters/identity/tries.ts';
import type { Logger } from '../adapters/logger.ts';
import type { People } from '../adapters/store/people/people.ts';
import type { Database } from '../adapters/store/prisma.ts';
import type { Operations } from '../adapters/temporal/operations.ts';
import type { ActOf } from '../domain/command/acts.ts';
import type { Actor } from '../domain/decision/actor.ts';
import type { Stories } from '../domain/dossier/steps.ts';
import type { ServiceClient } from '../domain/entrance/client.ts';
import type { ServiceToken } from '../domain/entrance/variables.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { CommandOutcome, ProcessType } from '../domain/process/types.ts';
import type { ProtegeSource } from '../domain/protege/source.ts';
import type { Uploads } from './uploads.ts';

/** By what a command is known again: who sent it to which process, and its Idempotency-Key. */
export interface CommandAsked<T extends ProcessType = ProcessType> {
  processId: string;
  type: T;
  actor: Actor;
  /** the same one gets the same outcome (R8) */
  key: string;
  bodyHash: string;
}

/** A person's act on its way to its process: one that the type does not know does not compile. */
export interface CommandToSend<T extends ProcessType = ProcessType> extends CommandAsked<T> {
  act: ActOf<T>;
}

/** The way to the processes. */
export interface Commands {
  /** Throws NON_CONFIRME when no worker answers in time (R7), CLE_REUTILISEE when the key was used for something else. */
  send<T extends ProcessType>(command: CommandToSend<T>): Promise<CommandOutcome>;
  /** The same for a command that was stored before; only its key asks again. */
  sendAgain(command: CommandAsked): Promise<CommandOutcome>;
  /**
   * Acts of one person on many processes, stored by one statement and told some at a time, for as long as one answer may take; what is not
   * told by then is the sweep's. An outcome per command, in their order; null: not confirmed yet.
   */
  sendMany<T extends ProcessType>(commands: readonly CommandToSend<T>[]): Promise<(CommandOutcome | null)[]>;
  /** Starts the workflow of a process row that exists; one that cannot be reached is started later by the sweep. */
  start(process: { processId: string; type: ProcessType }): Promise<void>;
}

/** One part of the system that `/health/ready` names. */
export type HealthCheck = () => Promise<boolean>;

export interface ApiDeps {
  db: Database;
  clock: () => Date;
  commands: Commands;
  /** what an operator asks of Temporal itself */
  operations: Operations;
  /** a partner's people and groups */
  people: People;
  /** files joined to a process */
  attachments: Attachments;
  /** where protégés come from (TUT-18) */
  proteges: ProtegeSource;
  secrets: Secrets;
  /** codes of an authenticator application, for Caf-side people who want it */
  secondFactors: SecondFactors;
  /** closes what a browser keeps for a while between two steps of signing in */
  seal: Seal;
  /** the identity provider of Caf-side people; null: none is configured */
  oidc: Oidc | null;
  /** the provider that services trust, and which these are; null: none is configured (SVC-9) */
  entrance: { provider: EntranceProvider; clients: readonly ServiceClient[] } | null;
  /** services that ask by a token of their own */
  serviceTokens: readonly ServiceToken[];
  log: Logger;
  policy: Policy;
  /** processes about documents, by type: what their phases do and where they lead */
  stories: Stories;
  /** address of a Caf's own mailbox (CON-38) */
  mailboxOf: (caf: string) => string;
  /** mailboxes are read anew: one was set */
  refreshMailboxes: () => Promise<void>;
  /** address people reach the service at; https makes cookies Secure */
  publicUrl: string;
  production: boolean;
  /** parts beside the database: temporal, worker, mail */
  health: Record<string, HealthCheck>;
  metrics: Registry;
  /** all that is told to whoever watches (`watch/look.ts`); undefined: what is counted alone */
  watched?: () => Promise<string>;
  limits: ApiLimits;
  uploads: Uploads;
  /** checks every answer against its contract; for tests */
  checkResponses?: boolean;
  /** reverse proxies before this process, whose X-Forwarded-For is believed: how many, or their networks; 0: none */
  trustedProxies?: number | string[];
}

export interface ApiLimits {
  /** wrong passwords of one login, known or not, from one address (S3) */
  login: TryPolicy;
  /** wrong passwords of one login from all addresses that it has never signed in from */
  strangers: TryPolicy;
  /** wrong passwords from one address */
  address: TryPolicy;
  /** public forms from one address */
  publicForm: TryPolicy;
  /** codes mailed for one link */
  codes: TryPolicy;
}

const MINUTE_MS = 60_000;

export const DEFAULT_LIMITS: ApiLimits = {
  login: { delayAfter: 5, lockAt: 10, lockMs: 15 * MINUTE_MS, windowMs: 15 * MINUTE_MS },
  // many addresses at once: never far above what one may, yet short, as the owner may sit at an address of theirs that is new
  strangers: { delayAfter: 30, lockAt: 30, lockMs: MINUTE_MS, windowMs: 15 * MINUTE_MS },
  // a whole Caf may sit behind one address: its lock is short
  address: { delayAfter: 5, lockAt: 10, lockMs: 2 * MINUTE_MS, windowMs: 15 * MINUTE_MS },
  publicForm: { delayAfter: 30, lockAt: 30, lockMs: 10 * MINUTE_MS, windowMs: 10 * MINUTE_MS },
  codes: { delayAfter: 5, lockAt: 5, lockMs: 15 * MINUTE_MS, windowMs: 15 * MINUTE_MS },
};
