import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import { bulkActivities } from '../bulk.ts';
import { SWEEP } from '../policies.ts';

/**
 * Begins the year's controls of every partner with people habilitated for CDAP (TIME-3), started by a Schedule. `at`: the same for all its
 * batches.
 */
export async function annualControls(input: { at?: string } = {}): Promise<void> {
  const { startControls } = bulkActivities(SWEEP);
  const at = input.at ?? new Date().toISOString();
  while ((await startControls({ at })).more)
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof annualControls>({ at });
}
