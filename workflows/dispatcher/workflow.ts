import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { DispatchActivities } from '../../activities/index.ts';
import { DISPATCH } from '../policies.ts';

/**
 * The one dispatcher: empties the outbox and re-sends what was stored but not confirmed. Each loop is one long activity that
 * ends by itself now and then; when its worker dies, the heartbeat brings it to another. `queue`: where its activities run, so
 * that slow and foreign work does not stand in the way of people (P2).
 */
export async function dispatcher(input: { queue?: string } = {}): Promise<void> {
  const { drainOutbox, sweep } = proxyActivities<DispatchActivities>({ ...DISPATCH, taskQueue: input.queue });
  // the first to end begins both anew: the other learns at its next heartbeat that its run is over, and neither ever waits for it
  await Promise.race([drainOutbox(), sweep()]);
  await continueAsNew<typeof dispatcher>(input);
}
