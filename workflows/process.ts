import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  isCancellation,
  makeContinueAsNewFunc,
  patched,
  proxyLocalActivities,
  setHandler,
  sleep,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { AnyRoute, EndOf, KindShape, Passage, Route } from '../domain/dossier/kind.ts';
import { peopleBeside } from '../domain/process/queues.ts';
import type { ProcessType, Waiting } from '../domain/process/types.ts';
import { commandUpdate, type ProcessInput, statusQuery } from './messages.ts';
import { COMMAND, IDLE_PAUSES_MS, STEP, STEP_PAUSES_MS } from './policies.ts';

const { applyCommand } = proxyLocalActivities<Activities>(COMMAND);
const { applyStep } = proxyLocalActivities<Activities>(STEP);

/** A process as its story sees it: where it stands, and the ways to wait. */
export interface Story {
  readonly waiting: Waiting;
  /** somebody has acted on it, in this run */
  readonly acted: boolean;
  /** The process's own first step: documents, tasks and mails that follow from the request. */
  open(): Promise<Waiting>;
  /** Another piece of work that moves the process, in turn with the commands; its result is the new waiting state. */
  adopt(work: () => Promise<Waiting>): Promise<Waiting>;
  /** Waits until the state is one of these, or enough has happened; meanwhile commands move it, and reminders and deadlines leave on time. */
  until(states: readonly string[], enough?: () => boolean): Promise<void>;
  /** Lets handlers finish, so that no accepted command is lost at the end. */
  close(): Promise<void>;
}

/**
 * Follows a process about documents from its first phase to an end, along this route: it goes with every act to its transaction, which enters
 * the phase that the act's outcome leads to (domain/dossier/story.ts).
 */
export async function follow<K extends KindShape>(
  type: K['type'],
  { processId }: ProcessInput,
  route: Route<K>,
): Promise<EndOf<K>> {
  return (await toItsEnd(attend(type as ProcessType, processId, route), processId)) as EndOf<K>;
}

/** Follows a process whose procedure is a table of its own (domain/case, domain/account) until it ends. */
export function followToEnd(type: ProcessType, { processId }: ProcessInput): Promise<string> {
  return toItsEnd(attend(type, processId), processId);
}

/** One that a batch began, beside people's queue, goes on there from the first act of a person: that one's next act waits for no batch (P2). */
async function toItsEnd(story: Story, processId: string): Promise<string> {
  const taskQueue = peopleBeside(workflowInfo().taskQueue);
  await story.open();
  await story.until([], () => taskQueue !== null && story.acted);
  await story.close();
  if (taskQueue !== null && !story.waiting.ended) {
    const goOn = makeContinueAsNewFunc<(input: ProcessInput) => Promise<string>>({ taskQueue });
    await goOn({ processId });
  }
  return story.waiting.state;
}

/**
 * Attends to one process: one command at a time, each one local activity and one transaction whose new waiting state is adopted
 * (architecture.md). Time is the workflow's; whether something is due is decided by the transaction.
 */
export function attend(type: ProcessType, processId: string, route?: AnyRoute): Story {
  let waiting: Waiting = { state: 'CREE', nextActionAt: null, ended: false };
  let turn: Promise<unknown> = Promise.resolve();
  /** A command was not confirmed: its transaction may have been committed all the same. */
  let unsure = false;
  let acted = false;

  /** One at a time, in the order in which they asked: a command that came during a batch goes before the next one. */
  function alone<T extends Waiting>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      const next = await work();
      assertWalked(route, next);
      waiting = { state: next.state, nextActionAt: next.nextActionAt, ended: next.ended, phase: next.phase };
      return next;
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  setHandler(statusQuery, () => waiting);

  /** A step of the story never gives up: the database may be away for hours. */
  async function step(name: 'open' | 'tick'): Promise<Waiting> {
    for (let round = 0; ; round += 1) {
      try {
        return await alone(() => applyStep({ type, processId, step: name, at: now(), route }));
      } catch (error) {
        // the story's own fault, or it is stopped
        if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
        await sleep(STEP_PAUSES_MS[Math.min(round, STEP_PAUSES_MS.length - 1)] ?? 300_000);
      }
    }
  }

  /** Takes commands from now on: one that was there before the story began goes after this step, without which it has nothing to act on. */
  function open(): Promise<Waiting> {
    const opening = step('open');
    setHandler(commandUpdate, async ({ commandId }) => {
      try {
        const { done } = await alone(() => applyCommand({ type, processId, commandId, at: now(), route }));
        acted = true;
        return done === true ? { accepted: true, done } : { accepted: true };
      } catch (error) {
        // what the story does not allow is no answer: the task fails (R3)
        if (!(error instanceof TemporalFailure)) throw error;
        // the command stays stored without an outcome: the sweep, or the same key, asks again; with one nobody would
        unsure = patched('looksAfterUnconfirmed');
        throw ApplicationFailure.nonRetryable('The command is not confirmed', 'NON_CONFIRME');
      }
    });
    return opening;
  }

  /** The instant of the last tick, and how many in a row were for it. */
  let ticked: { deadline: string; times: number } | undefined;

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
      const moved = () => over() || unsure || waiting.nextActionAt !== deadline;
      if (unsure) {
        unsure = false;
        await step('tick');
      } else if (deadline === null) await condition(moved);
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
    get acted() {
      return acted;
    },
    open,
    adopt: alone,
    until,
    close: () => condition(allHandlersFinished),
  };
}

/** A history tells the phases that its process went through: one that this route does not allow is not its history (R3). */
function assertWalked(route: AnyRoute = {}, { walked = [], phase = null }: Waiting & { walked?: Passage[] }): void {
  for (const { from, outcome, to } of walked)
    if (route[from]?.[outcome] !== to) throw new Error(`No longer allowed by the story: ${from}.${outcome} > ${to}`);
  if (phase !== null && route[phase] === undefined) throw new Error(`No longer a phase of the story: ${phase}`);
}

function now(): string {
  return new Date().toISOString();
}
