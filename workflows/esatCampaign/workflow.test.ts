import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Procedure } from '../../activities/procedure.ts';
import { startTimeSkipping, type TimeSkipping } from '../../test/timeSkipping.ts';
import { commandUpdate } from '../messages.ts';

let env: TestWorkflowEnvironment;
let running: TimeSkipping;
let left = 260;

/** A campaign that only waits for its held rows: each command sees to one of them. */
const waiting = () => ({ state: 'EN_COURS', nextActionAt: null, ended: left === 0 });
const heldRows: Procedure<'esatCampaign'> = {
  way: 'transaction',
  run: async () => waiting(),
  current: async () => {
    left -= 1;
    return waiting();
  },
};

beforeAll(async () => {
  running = await startTimeSkipping({ campaign: heldRows });
  env = running.env;
});
afterAll(() => running.stop());

test('R4: hundreds of held rows are seen to one by one in several runs, none of them heavy, and none is lost', async () => {
  const workflowId = 'campaign-of-held-rows';
  const args = [{ processId: workflowId }];
  await env.client.workflow.start('esatCampaign', { workflowId, taskQueue: 'processes', args });
  const campaign = env.client.workflow.getHandle(workflowId);
  const lengths = new Map<string, number>();
  for (let row = 0; left > 0; row += 1) {
    // between two runs an update may be told to ask again, as the sweep does
    await campaign.executeUpdate(commandUpdate, { args: [{ commandId: `drop-${row}` }] }).catch(() => undefined);
    const { historyLength, runId } = await campaign.describe();
    lengths.set(runId, historyLength);
  }
  expect(await campaign.result()).toBe('EN_COURS');
  expect(lengths.size).toBeGreaterThan(1);
  expect(Math.max(...lengths.values())).toBeLessThan(1_000);
});
