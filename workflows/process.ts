import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { ProcessType, Waiting } from '../domain/process/types.ts';
import { commandUpdate, statusQuery } from './messages.ts';
import { COMMAND, IDLE_PAUSES_MS, STEP, STEP_PAUSES_MS } from './policies.ts';

const { applyCommand } = proxyLocalActivities<Activities>(COMMAND);
const { applyStep } = proxyLocalActivities<Activities>(STEP);

/** A process as its story sees it: where it stands, and the ways to wait. */
export interface Story {
  readonly waiting: Waiting;
  /** The process's own first step: documents, tasks and mails that follow from the request. */
  open(): Promise<Waiting>;
  /** Another piece of work that moves the process, in turn with the commands; its result is the new waiting state. */
  adopt(work: () => Promise<Waiting>): Promise<Waiting>;
  /** Waits until the state is one of these, or enough has happened; meanwhile commands move it, and reminders and deadlines leave on time. */
  until(states: readonly string[], enough?: () => boolean): Promise<void>;
  /** Waits in the same way until nothing is left to wait for. */
  untilEnded(): Promise<void>;
  /** Lets handlers finish, so that no accepted command is lost at the end. */
  close(): Promise<void>;
}

/**
 * Follows one process: one command at a time, each one local activity and one transaction whose new waiting state is adopted
 * (architecture.md). Time is the workflow's; whether something is due is decided by the transaction.
 */
export function follow(type: ProcessType, processId: string): Story {
  let waiting: Waiting = { state: 'CREE', nextActionAt: null, ended: false };
  let busy = false;

  /** One at a time, whoever asks. */
  async function alone<T extends Waiting>(work: () => Promise<T>): Promise<T> {
    // several may wait for the same moment: only the first finds it free
    while (busy) await condition(() => !busy);
    busy = true;
    try {
      const next = await work();
      waiting = { state: next.state, nextActionAt: next.nextActionAt, ended: next.ended };
      return next;
    } finally {
      busy = false;
    }
  }

  setHandler(statusQuery, () => waiting);
  setHandler(commandUpdate, async ({ commandId }) => {
    try {
      const { done } = await alone(() => applyCommand({ type, processId, commandId, at: now() }));
      return done === true ? { accepted: true, done } : { accepted: true };
    } catch {
      // the command stays stored without an outcome: the sweep, or the same key, asks again
      throw ApplicationFailure.nonRetryable('The command is not confirmed', 'NON_CONFIRME');
    }
  });

  /** A step of the story never gives up: the database may be away for hours. */
  async function step(name: 'open' | 'tick'): Promise<Waiting> {
    for (let round = 0; ; round += 1) {
      try {
        return await alone(() => applyStep({ type, processId, step: name, at: now() }));
      } catch (error) {
        if (CancellationScope.current().consideredCancelled) throw error;
        await sleep(STEP_PAUSES_MS[Math.min(round, STEP_PAUSES_MS.length - 1)] ?? 300_000);
      }
    }
  }

  /** The instant of the last tick, and how many in a row were for it. */
  let ticked: { deadline: string; times: number } | null = null;

  /**
   * How long until the next tick. One that left its instant as it was had nothing to do and would have nothing to do at once again: it is
   * tried ever more rarely, so that no fault of a rule makes a history grow without end (R4). Only the length of a timer follows from it.
   */
  function msUntil(deadline: string): number {
    const times = ticked?.deadline === deadline ? ticked.times : 0;
    const pause = times === 0 ? 1 : IDLE_PAUSES_MS[Math.min(times, IDLE_PAUSES_MS.length) - 1];
    return Math.max(pause ?? 1, Date.parse(deadline) - Date.now());
  }

  async function until(states: readonly string[], enough = () => false): Promise<void> {
    const over = () => waiting.ended || states.includes(waiting.state) || enough();
    while (!over()) {
      const deadline = waiting.nextActionAt;
      const moved = () => over() || waiting.nextActionAt !== deadline;
      if (deadline === null) await condition(moved);
      else if (!(await condition(moved, msUntil(deadline)))) {
        ticked = { deadline, times: ticked?.deadline === deadline ? ticked.times + 1 : 1 };
        await step('tick');
      }
    }
  }

  return {
    get waiting() {
      return waiting;
    },
    open: () => step('open'),
    adopt: alone,
    until,
    untilEnded: () => until([]),
    close: () => condition(allHandlersFinished),
  };
}

function now(): string {
  return new Date().toISOString();
}
