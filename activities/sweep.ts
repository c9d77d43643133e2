import { cancelled, heartbeat, sleep } from '@temporalio/activity';
import type { ProcessType } from '../domain/process/types.ts';

interface Command {
  type: ProcessType;
  processId: string;
  commandId: string;
}

/** A command without an outcome. */
export interface Unconfirmed extends Command {
  createdAt: Date;
}

/** A process whose workflow is not known to have answered these commands, the last of them last: their facts are committed. */
export interface Untold {
  type: ProcessType;
  processId: string;
  commandIds: string[];
}

export interface SweepDeps {
  /** processes whose workflow was not started, older than this */
  unstarted(olderThanMs: number, limit: number): Promise<{ type: ProcessType; processId: string }[]>;
  /** commands without an outcome, older than this, in the order of their age; those behind this one */
  unconfirmed(olderThanMs: number, limit: number, after: Unconfirmed | null): Promise<Unconfirmed[]>;
  /** processes with commands whose outcome is older than this and of which nobody has marked that the workflow answered; those behind this one */
  untold(olderThanMs: number, limit: number, after: string): Promise<Untold[]>;
  start(process: { type: ProcessType; processId: string }): Promise<void>;
  deliver(command: Command): Promise<'done' | 'delivered' | 'unconfirmed'>;
  /** their workflow has answered */
  markTold(commandIds: readonly string[]): Promise<void>;
  /** says that a round has begun: operators see when none does */
  beat(): Promise<void>;
  /** seals the journal where it is time to (S6); its failures are its own */
  seal(): Promise<void>;
  /** counts the figures of the dashboard anew where it is time to; never waited for long */
  count(): Promise<void>;
  /** how long one activity lives before the workflow starts a fresh one */
  lifetimeMs: number;
}

const PERIOD_MS = 700;
/** A process inserted this long ago should have been started by whoever inserted it. */
const START_GRACE_MS = 500;
/** A command this old is not being waited for any more (the API gives up after 4.5 s). */
const COMMAND_GRACE_MS = 5_000;
/** An outcome this old should have been told, and marked, by whoever sent its command. */
const OUTCOME_GRACE_MS = 15_000;
const BATCH = 40;
const AT_ONCE = 8;

/** Heals what a crash leaves between the two stores (architecture.md): what PostgreSQL knows and Temporal was not told. */
export async function sweep(deps: SweepDeps): Promise<void> {
  const end = Date.now() + deps.lifetimeMs;
  const stopped = cancelled().catch(() => 'stopped' as const);
  let over = false;
  /** Where the last looks ended: those that nobody can be told of hold up no other. */
  let after: Unconfirmed | null = null;
  let afterProcess = '';
  void stopped.then(() => {
    over = true;
  });
  while (!over && Date.now() < end) {
    heartbeat();
    await deps.beat();
    await inTurns(await deps.unstarted(START_GRACE_MS, BATCH), deps.start);
    const told: string[] = [];
    const tell = async (process: Omit<Untold, 'commandIds'>, commandIds: readonly string[]) => {
      const commandId = commandIds.at(-1) ?? '';
      if ((await deps.deliver({ ...process, commandId })) !== 'unconfirmed') told.push(...commandIds);
    };
    const unconfirmed: Unconfirmed[] = await deps.unconfirmed(COMMAND_GRACE_MS, BATCH, after);
    after = unconfirmed.length < BATCH ? null : (unconfirmed.at(-1) ?? null);
    await inTurns(unconfirmed, ({ type, processId, commandId }) => tell({ type, processId }, [commandId]));
    // fewer, after those that nobody has carried out: one telling changes nothing but that the workflow learns where its process stands
    const untold = await deps.untold(OUTCOME_GRACE_MS, AT_ONCE, afterProcess);
    afterProcess = untold.length < AT_ONCE ? '' : (untold.at(-1)?.processId ?? '');
    await inTurns(untold, ({ commandIds, ...process }) => tell(process, commandIds));
    if (told.length > 0) await deps.markTold(told);
    await deps.seal();
    await deps.count();
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
