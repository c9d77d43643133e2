import type { DossierKinds } from '../domain/kinds.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Waiting } from '../domain/process/types.ts';
import type { Procedure } from './procedure.ts';
import type { Store } from './store.ts';

/** Whether people act on what this worker serves: mass work leaves them room (P2). */
export interface Presence {
  /** Somebody acts, right now. */
  noticed(): void;
  atWork(): boolean;
}

/** What activities are given; fakes of the workflow tests are typed the same. */
export interface Deps {
  store: Store;
  policy: Policy;
  /** processes about documents, by type */
  kinds: DossierKinds;
  mailboxOf: (caf: string) => string;
  people: Presence;
  /** the campaign's acts are set-based and live in SQL: a procedure of its own */
  campaign: Procedure<'esatCampaign'>;
  /** the same for a list of users that is imported */
  userImport: Procedure<'userImport'>;
  /** the same for the reopening of the Espace Tuteur */
  tuteurReopening: Procedure<'tuteurReopening'>;
  launchBatch: (processId: string, at: Date, stopping: () => boolean) => Promise<Waiting>;
}
