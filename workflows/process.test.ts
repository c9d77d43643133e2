import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import type { Procedure } from '../activities/procedure.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { FakeStore } from '../test/fakes/store.ts';
import { testServerPath, workflowBundlePath } from '../test/stack.ts';

const DAY = 86_400_000;
let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let ticks = 0;

/** A rule at fault: its instant stays in the past, whatever is done. */
const stuck = { state: 'EN_COURS', nextActionAt: '2020-01-01T00:00:00.000Z', ended: false };
const faulty: Procedure = {
  way: 'transaction',
  async run(_tx, _processId, act) {
    if ((act as { type: string }).type === 'tick') ticks += 1;
    return stuck;
  },
  current: async () => stuck,
};

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: testServerPath() } },
  });
  const never = async () => {
    throw new Error('not here');
  };
  worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: 'processes',
    workflowBundle: { codePath: workflowBundlePath() },
    activities: createActivities({
      store: new FakeStore(),
      policy: DEFAULT_POLICY,
      mailboxOf: (caf) => `agent@caf${caf}.example`,
      campaign: faulty,
      userImport: faulty,
      launchBatch: never,
      remindNext: never,
      purgeNext: never,
      controlNext: never,
      importBatch: never,
    }),
  });
  running = worker.run();
}, 60_000);
afterAll(async () => {
  worker.shutdown();
  await running;
  await env.teardown();
}, 30_000);

test('R4: an instant that stays in the past is looked at ever more rarely, not without end', async () => {
  const handle = await env.client.workflow.start('esatCampaign', {
    workflowId: 'stuck',
    taskQueue: 'processes',
    args: [{ processId: 'stuck' }],
  });
  await env.sleep('10s');
  expect(ticks).toBe(2);
  await env.sleep(10 * DAY);
  expect(ticks).toBeGreaterThan(10);
  expect(ticks).toBeLessThan(20);
  const { historyLength } = await handle.describe();
  expect(historyLength).toBeLessThan(200);
  await handle.terminate('seen');
}, 60_000);
