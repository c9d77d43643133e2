import { type ActivityOptions, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { bulkBeside } from '../domain/process/queues.ts';

/** Activities that go through many at once, on the queue of such work: no click waits for a slot that one of them holds (P2). */
export function bulkActivities(options: ActivityOptions) {
  return proxyActivities<Activities>({ ...options, taskQueue: bulkBeside(workflowInfo().taskQueue) });
}
