import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { DispatchActivities } from '../../activities/index.ts';
import { DISPATCH } from '../policies.ts';

const { drainOutbox, sweep } = proxyActivities<DispatchActivities>(DISPATCH);

/**
 * The one dispatcher: empties the outbox and re-sends what was stored but not confirmed. Each loop is one long activity that
 * ends by itself now and then; when its worker dies, the heartbeat brings it to another.
 */
export async function dispatcher(): Promise<void> {
  await Promise.all([drainOutbox(), sweep()]);
  await continueAsNew<typeof dispatcher>();
}
