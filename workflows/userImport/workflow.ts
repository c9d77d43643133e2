import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { bulkActivities } from '../bulk.ts';
import type { ProcessInput } from '../messages.ts';
import { LAUNCH } from '../policies.ts';
import { attend } from '../process.ts';

/** R4: a new run long before a history grows heavy. */
const EVENTS_PER_RUN = 600;

/**
 * Import of a list of users (ACC-3): makes their accounts a few at a time, between which it can be stopped. It is not the parent of the
 * accounts: each is followed by a process of its own.
 */
export async function userImport({ processId }: ProcessInput): Promise<string> {
  const { importBatch } = bulkActivities(LAUNCH);
  const list = attend('userImport', processId);

  await list.open();
  while (!list.waiting.ended) {
    await list.adopt(() => importBatch({ processId, at: new Date().toISOString() }));
    if (workflowInfo().historyLength > EVENTS_PER_RUN && !list.waiting.ended) {
      await list.close();
      await continueAsNew<typeof userImport>({ processId });
    }
  }

  await list.close();
  return list.waiting.state;
}
