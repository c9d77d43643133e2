import { randomBytes } from 'node:crypto';
import { ApplicationFailure, Context } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Activities, DispatchActivities } from '../../activities/index.ts';
import { QUEUES } from '../../domain/process/queues.ts';
import { quietRuntime } from '../quietRuntime.ts';
import { temporalAddress, testServerPath } from '../stack.ts';
import { type Played, playedOn } from './played.ts';
import { AS_IT_IS, typeOf, type Variant } from './variants.ts';

/** What a scenario has in the place of the activities; one that it does not give fails when it is called. */
export type Fakes = Partial<Activities & DispatchActivities>;

/** What a workflow is to do, told step by step; throws where it does something else. */
export interface Scenario {
  name: string;
  /** the workflow it is about, by its folder */
  workflow: string;
  /** on the server as it is: the time-skipping one never asks for a new run */
  unskipped?: true;
  /** fills a history (R4): of the tree as it is in `npm run test:full` only */
  heavy?: true;
  play(played: Played): Promise<void>;
}

export interface Stage {
  play(scenario: Scenario, variant: Pick<Variant, 'name'>): Promise<void>;
  /** … on the tree as it is, once */
  asItIs(scenario: Scenario): Promise<void>;
  stop(): Promise<void>;
}

/** Who plays in the place of the activities of one workflow, on its own queue and elsewhere or beside it (P2), and the runs that they were called by. */
export interface Cast {
  here: Fakes;
  elsewhere: Fakes;
  runs: Set<string>;
}

/** A server with workers on it. */
export interface Ground {
  client: Client;
  queue: string;
  elsewhere: string;
  /** beside it, for mass work and what a batch begins */
  bulk: string;
  cast: Map<string, Cast>;
  skip(ms: number): Promise<void>;
  /** runs a workflow that does nothing */
  look(): Promise<void>;
}

/** A scenario may let an activity wait: it is not to be taken for dead. */
const BEAT_MS = 1_000;

/** Plays scenarios, each variant of the bundle under its own name. */
export async function openStage(codePath: string): Promise<Stage> {
  quietRuntime();
  const unskipped = await onServer(codePath);
  let skipping: Open | null = null;
  let count = 0;
  const known = new Map<Scenario, Promise<void>>();
  const stage: Stage = {
    async play(scenario, variant) {
      const type = typeOf(scenario.workflow, variant);
      const name = `${type}-${++count}`;
      if (scenario.unskipped === true) return playOn(unskipped, scenario, type, name);
      skipping ??= await onClock(codePath);
      try {
        await playOn(skipping, scenario, type, name);
      } catch (error) {
        // what was ended in the midst of a task may have left the time of its server locked
        await skipping.stop();
        skipping = null;
        throw error;
      }
    },
    asItIs(scenario) {
      const passes = known.get(scenario) ?? stage.play(scenario, AS_IT_IS);
      known.set(scenario, passes);
      return passes;
    },
    async stop() {
      await Promise.all([skipping?.stop(), unskipped.stop()]);
    },
  };
  return stage;
}

async function playOn(ground: Ground, scenario: Scenario, type: string, name: string): Promise<void> {
  const { played, end } = playedOn(ground, `${ground.queue}-${name}`, type);
  await scenario.play(played).finally(end);
}

type Open = Ground & { stop(): Promise<void> };

async function onClock(codePath: string): Promise<Open> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: testServerPath() } },
  });
  // a server of its own: people's queue has its name here, and mass work goes beside it (workflows/bulk.ts)
  const ground = await groundOn(env.client, env.nativeConnection, codePath, QUEUES.people, (ms) => env.sleep(ms));
  return { ...ground, stop: () => ground.stop().then(() => env.teardown()) };
}

async function onServer(codePath: string): Promise<Open> {
  const address = { address: temporalAddress() };
  const [connection, native] = await Promise.all([Connection.connect(address), NativeConnection.connect(address)]);
  const never = () => Promise.reject(new Error('time passes here as it does'));
  const queue = `variants-${randomBytes(4).toString('hex')}`;
  const ground = await groundOn(new Client({ connection }), native, codePath, queue, never);
  const close = () => Promise.all([native.close(), connection.close()]);
  return { ...ground, stop: () => ground.stop().then(async () => void (await close())) };
}

async function groundOn(
  client: Client,
  connection: NativeConnection,
  codePath: string,
  queue: string,
  skip: Ground['skip'],
): Promise<Open> {
  const elsewhere = `${queue}-elsewhere`;
  const bulk = `${queue}-bulk`;
  const cast = new Map<string, Cast>();
  const played = {
    connection,
    workflowBundle: { codePath },
    // a fault of a workflow ends it, where a real one would be tried again until another release comes
    workflowFailureErrorTypes: { '*': ['Error' as const] },
  };
  const workers = await Promise.all([
    Worker.create({ ...played, taskQueue: queue, activities: activitiesOf(cast, 'here') }),
    Worker.create({ ...played, taskQueue: bulk, activities: activitiesOf(cast, 'elsewhere') }),
    Worker.create({ connection, taskQueue: elsewhere, activities: activitiesOf(cast, 'elsewhere') }),
  ]);
  const running = workers.map((worker) => worker.run());
  // no client of the time-skipping server's own: that one skips time while it waits for a result
  const looking = new Client({ connection: client.connection });
  let looks = 0;
  return {
    async look() {
      const options = { workflowId: `${queue}-look-${++looks}`, taskQueue: queue };
      await looking.workflow.execute('look', options);
    },
    client,
    queue,
    elsewhere,
    bulk,
    cast,
    skip,
    async stop() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
    },
  };
}

/** Each activity is the one that the scenario of its workflow gave for the queue; whatever it throws is its last word. */
function activitiesOf(cast: ReadonlyMap<string, Cast>, where: 'here' | 'elsewhere') {
  const play = (name: keyof Fakes) => async (input: never) => {
    const context = Context.current();
    const { workflowId = '', runId = '' } = context.info.workflowExecution ?? {};
    const known = cast.get(workflowId);
    known?.runs.add(runId);
    const fake = known?.[where][name] as ((input: never) => Promise<unknown>) | undefined;
    const beating = setInterval(() => context.heartbeat(), BEAT_MS);
    try {
      if (fake === undefined) throw new Error(`${name} was not to be called`);
      return await Promise.race([fake(input), context.cancelled]);
    } catch (error) {
      throw ApplicationFailure.nonRetryable(String(error));
    } finally {
      clearInterval(beating);
    }
  };
  return Object.fromEntries(ACTIVITIES.map((name) => [name, play(name)]));
}

const ACTIVITIES: readonly (keyof Fakes)[] = [
  'applyCommand',
  'applyStep',
  'launchBatch',
  'importBatch',
  'launchCorrections',
  'openWave',
  'completeClosing',
  'remind',
  'startControls',
  'planEsatYear',
  'takeEsatStep',
  'purgeKind',
  'drainOutbox',
  'sweep',
];
