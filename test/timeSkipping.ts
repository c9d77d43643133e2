import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { presence } from '../adapters/presence.ts';
import { DOSSIER_KINDS } from '../domain/kinds.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { FakeStore } from './fakes/store.ts';
import { quietRuntime } from './quietRuntime.ts';
import { testServerPath, workflowBundlePath } from './stack.ts';

/** Workflows on the time-skipping server: weeks pass in a moment. */
export interface TimeSkipping {
  env: TestWorkflowEnvironment;
  stop(): Promise<void>;
}

/** Starts server and worker, queue `processes`. What a test does not give fails when it is called. `codePath`: workflows of its own. */
export async function startTimeSkipping(
  given: Partial<Parameters<typeof createActivities>[0]>,
  codePath = workflowBundlePath(),
): Promise<TimeSkipping> {
  quietRuntime();
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: testServerPath() } },
  });
  const never = async () => {
    throw new Error('not here');
  };
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: 'processes',
    workflowBundle: { codePath },
    activities: createActivities({
      store: new FakeStore(),
      policy: { ...DEFAULT_POLICY, quietHours: null },
      kinds: DOSSIER_KINDS,
      mailboxOf: (caf) => `agent@caf${caf}.example`,
      people: presence(),
      campaign: { way: 'transaction', run: never, current: never },
      userImport: { way: 'transaction', run: never, current: never },
      tuteurReopening: { way: 'transaction', run: never, current: never },
      launchBatch: never,
      remindNext: never,
      purgeNext: never,
      controlNext: never,
      esatStepNext: never,
      importBatch: never,
      launchCorrections: never,
      openWave: never,
      completeClosing: never,
      ...given,
    }),
  });
  const running = worker.run();
  return {
    env,
    async stop() {
      worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}
