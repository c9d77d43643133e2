import { setMaxListeners } from 'node:events';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Fakes, Ground } from './stage.ts';

const { EventType } = proto.temporal.api.enums.v1;

/** A run of one variant's workflow. Every wait ends: by what is waited for, or because the workflow does nothing more. */
export interface Played {
  readonly id: string;
  /** the queue where nobody runs workflows */
  readonly elsewhere: string;
  /** `there`: who plays on the other queues, that of mass work among them (on the shared server it is the same one) */
  start(input: object, here: Fakes, there?: Fakes): Promise<void>;
  /** … as a batch begins it, on the queue beside: `there` plays until it goes on on its own */
  startInBatch(input: object, there: Fakes, here: Fakes): Promise<void>;
  /** … with a command in its first task (not on the time-skipping server) */
  startWith(commandId: string, input: object, here: Fakes): Promise<unknown>;
  /** its result; time is skipped until it ends */
  result(): Promise<unknown>;
  command(commandId: string): Promise<unknown>;
  query(name: string): Promise<unknown>;
  skip(ms: number): Promise<void>;
  /** … until this is so */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  cancel(): Promise<void>;
  /** how often an event stands in the history of its last run ('TIMER_STARTED') */
  events(type: string): Promise<number>;
  /** of the history of its last run */
  length(): Promise<number>;
  /** its runs that have called an activity */
  runs(): number;
}

/**
 * So many looks at a workflow of which nothing more is to be seen are enough: it waits for nothing that will come. Looks are counted, not
 * timed, and each is a workflow of its own on the same server and worker: a busy machine is as slow at the one as at what is awaited.
 */
const MOST_LOOKS = 60;
const MOST_RUNS = 10;
/** More than any scenario leaves in one run (R4). */
const MOST_EVENTS = 1_000;

/** A workflow of this type to be played, and its end whatever became of it. */
export function playedOn(ground: Ground, id: string, type: string): { played: Played; end(): Promise<void> } {
  const { client, cast, queue, elsewhere, bulk } = ground;
  const handle = client.workflow.getHandle(id);
  const asked: Promise<unknown>[] = [];
  // a call that the server never answers (time that stands still) would outlast its workflow: it is given up with it
  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const unlessStuck = <T>(asking: () => Promise<T>) => {
    const work = ground.client.connection.withAbortSignal(over.signal, asking);
    const watched = watch(handle, ground.look, work);
    asked.push(work, watched);
    return Promise.race([work, watched]);
  };
  const played: Played = {
    id,
    elsewhere,
    async start(input, here, there = {}) {
      cast.set(id, { here, elsewhere: there, runs: new Set() });
      await client.workflow.start(type, { workflowId: id, taskQueue: queue, args: [input] });
    },
    async startInBatch(input, there, here) {
      cast.set(id, { here, elsewhere: there, runs: new Set() });
      await client.workflow.start(type, { workflowId: id, taskQueue: bulk, args: [input] });
    },
    async startWith(commandId, input, here) {
      cast.set(id, { here, elsewhere: {}, runs: new Set() });
      const startWorkflowOperation = new WithStartWorkflowOperation(type, {
        workflowId: id,
        taskQueue: queue,
        args: [input],
        workflowIdConflictPolicy: 'FAIL',
      });
      const args = [{ commandId }];
      return unlessStuck(() => client.workflow.executeUpdateWithStart('command', { args, startWorkflowOperation }));
    },
    result: () => unlessStuck(() => handle.result()),
    command: (commandId) => unlessStuck(() => handle.executeUpdate('command', { args: [{ commandId }] })),
    query: (name) => unlessStuck(() => handle.query(name)),
    skip: (ms) => unlessStuck(() => ground.skip(ms)),
    async until(holds) {
      let waiting = true;
      const held = async () => {
        while (waiting && !(await holds())) await handle.describe();
      };
      await unlessStuck(held).finally(() => {
        waiting = false;
      });
    },
    cancel: async () => void (await handle.cancel()),
    async events(event) {
      const { events } = await handle.fetchHistory();
      return (events ?? []).filter(({ eventType }) => EventType[eventType ?? 0] === `EVENT_TYPE_${event}`).length;
    },
    length: async () => (await handle.describe()).historyLength,
    runs: () => cast.get(id)?.runs.size ?? 0,
  };
  return {
    played,
    async end() {
      await handle.terminate('seen').catch(() => undefined); // it may have ended
      over.abort();
      await Promise.allSettled(asked);
      cast.delete(id);
    },
  };
}

/** What `work` gives; throws where nothing more is to be seen of the workflow before that, or far too much. */
async function watch<T>(handle: WorkflowHandle, look: Ground['look'], work: Promise<T>): Promise<T> {
  let over = false;
  const done = () => {
    over = true;
  };
  work.then(done, done);
  const runs = new Set<string>();
  for (let seen = '', looks = 0; looks < MOST_LOOKS; looks += 1) {
    await look();
    const { runId, historyLength } = await handle.describe();
    if (over) return work;
    const now = `${runId} ${historyLength}`;
    if (now !== seen) looks = 0;
    seen = now;
    runs.add(runId);
    if (runs.size > MOST_RUNS || historyLength > MOST_EVENTS) throw new Error('the workflow does not end');
  }
  throw new Error('the workflow does nothing more');
}
