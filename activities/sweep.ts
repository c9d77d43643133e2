import { cancelled, heartbeat, sleep } from '@temporalio/activity';
import type { ProcessType } from '../domain/process/types.ts';

export interface SweepDeps {
  /** processes whose workflow was not started, older than this */
  unstarted(olderThanMs: number, limit: number): Promise<{ type: ProcessType; processId: string }[]>;
  /** commands without an outcome, older than this */
  unconfirmed(
    olderThanMs: number,
    limit: number,
  ): Promise<{ type: ProcessType; processId: string; commandId: string }[]>;
  /** last commands of processes that have ended, as their facts say, while their workflow goes on */
  unended(): Promise<{ type: ProcessType; processId: string; commandId: string }[]>;
  start(process: { type: ProcessType; processId: string }): Promise<void>;
  deliver(command: { type: ProcessType; processId: string; commandId: string }): Promise<unknown>;
  /** seals the journal where it is time to (S6); its failures are its own */
  seal(): Promise<void>;
  /** how long one activity lives before the workflow starts a fresh one */
  lifetimeMs: number;
}

const PERIOD_MS = 700;
/** A process inserted this long ago should have been started by whoever inserted it. */
const START_GRACE_MS = 500;
/** A command this old is not being waited for any more (the API gives up after 4.5 s). */
const COMMAND_GRACE_MS = 5_000;
/** Whoever died between the facts and the answer to Temporal leaves a workflow that waits on; its task is given to another before. */
const UNENDED_EVERY_MS = 20_000;
const BATCH = 40;
const AT_ONCE = 8;

/** Heals what a crash leaves between the two stores (architecture.md): what PostgreSQL knows and Temporal was not told. */
export async function sweep(deps: SweepDeps): Promise<void> {
  const end = Date.now() + deps.lifetimeMs;
  const stopped = cancelled().catch(() => 'stopped' as const);
  let over = false;
  let lookedAt = 0;
  void stopped.then(() => {
    over = true;
  });
  while (!over && Date.now() < end) {
    heartbeat();
    await inTurns(await deps.unstarted(START_GRACE_MS, BATCH), deps.start);
    await inTurns(await deps.unconfirmed(COMMAND_GRACE_MS, BATCH), deps.deliver);
    if (Date.now() - lookedAt > UNENDED_EVERY_MS) {
      lookedAt = Date.now();
      // told once more, a command that has its outcome changes nothing: the workflow learns where its process stands
      await inTurns(await deps.unended().catch(() => []), deps.deliver);
    }
    await deps.seal();
    await Promise.race([sleep(PERIOD_MS), stopped]).catch(() => undefined);
  }
  if (over) await cancelled(); // not done: another worker goes on
}

/** Some at a time; one that fails is found again by the next round. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item).catch(() => undefined);
      heartbeat();
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
}
