import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Procedure } from '../activities/procedure.ts';
import { workflowBundlePath } from '../test/stack.ts';
import { startTimeSkipping, type TimeSkipping } from '../test/timeSkipping.ts';

const DAY = 86_400_000;
let env: TestWorkflowEnvironment;
let running: TimeSkipping;
let ticks = 0;
let tries = 0;

/** A rule at fault: its instant stays in the past, whatever is done. */
const stuck = { state: 'EN_COURS', nextActionAt: '2020-01-01T00:00:00.000Z', ended: false };
const faulty: Procedure<'esatCampaign'> = {
  way: 'transaction',
  async run(_tx, processId, act) {
    if (processId === 'away' && tries++ < 1) throw ApplicationFailure.nonRetryable('the database is away');
    if (act.type === 'tick') ticks += 1;
    return stuck;
  },
  current: async () => stuck,
};

beforeAll(async () => {
  running = await startTimeSkipping({ campaign: faulty });
  env = running.env;
});
afterAll(() => running.stop());

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
});

test('R3: a step that failed and was tried again after a pause is replayed so, by a worker that had to forget it', async () => {
  const handle = await env.client.workflow.start('esatCampaign', {
    workflowId: 'away',
    taskQueue: 'processes',
    args: [{ processId: 'away' }],
  });
  await env.sleep('1m');
  expect(tries).toBeGreaterThan(1);
  const history = await handle.fetchHistory();
  await Worker.runReplayHistory({ workflowBundle: { codePath: workflowBundlePath() } }, history, 'away');
  await handle.terminate('seen');
});
