import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import type { EsatYear } from '../../activities/batches.ts';
import { bulkActivities } from '../bulk.ts';
import { SWEEP } from '../policies.ts';

/**
 * A year of guaranteed remunerations (ESAT-8), started by a Schedule: opens the window to every Esat whose service is open, reminds those that have
 * not declared, tells them when it has ended. It waits by its own timers, and continues as new before its history grows.
 */
export async function esatDeclarations(input: { plan?: EsatYear } = {}): Promise<void> {
  const { planEsatYear, takeEsatStep } = bulkActivities(SWEEP);
  const { year, ...plan } = input.plan ?? (await planEsatYear({ at: new Date().toISOString() }));
  let { steps } = plan;
  for (let step = steps[0]; step !== undefined; step = steps[0]) {
    await sleep(Math.max(0, Date.parse(step.at) - Date.now()));
    const taken = await takeEsatStep({ year, ...step, now: new Date().toISOString() });
    // its end has come, and the period was prolonged: what is left of it is planned anew
    if (taken.steps !== undefined) steps = taken.steps;
    else if (!taken.more) steps = steps.slice(1);
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof esatDeclarations>({ plan: { year, steps } });
  }
}
