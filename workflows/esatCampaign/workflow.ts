import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { bulkActivities } from '../bulk.ts';
import type { ProcessInput } from '../messages.ts';
import { LAUNCH } from '../policies.ts';
import { attend } from '../process.ts';

/** Between two calls, each of which waits itself until dossiers leave the flight: acts on the campaign go first. */
const PAUSE_MS = 400;
/** R4: a new run long before a history grows heavy. */
const EVENTS_PER_RUN = 600;

/**
 * Esat campaign (domain.md §6.4): starts one onboarding per accepted row, a bounded number in flight, then reminds, reports at
 * its deadline and ends once no held row waits. It is not the parent of its dossiers: they live without it.
 */
export async function esatCampaign(input: ProcessInput): Promise<string> {
  const { processId } = input;
  const { launchBatch } = bulkActivities(LAUNCH);
  const campaign = attend('esatCampaign', processId);
  const full = () => workflowInfo().historyLength > EVENTS_PER_RUN;

  await campaign.open();
  while (!campaign.waiting.ended) {
    // a released row asks for a launch again; REM-4 and the report leave meanwhile
    await campaign.until(['A_LANCER'], full);
    if (campaign.waiting.state === 'A_LANCER') {
      const launched = await campaign.adopt(() => launchBatch({ processId, at: new Date().toISOString() }));
      if (launched.state === 'A_LANCER') await sleep(PAUSE_MS);
    }
    if (full() && !campaign.waiting.ended) {
      await campaign.close();
      await continueAsNew<typeof esatCampaign>(input);
    }
  }

  await campaign.close();
  return campaign.waiting.state;
}
