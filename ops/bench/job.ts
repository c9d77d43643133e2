import {
  allHandlersFinished,
  condition,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import { COMMAND, STEP } from '../../workflows/policies.ts';

/** What the job's steps do to its rows, each in one transaction. */
export interface JobSteps {
  /** the first three steps: the file, its check, the mail that asks for a signature */
  openJob(job: number): Promise<void>;
  /** the last one: in force */
  endJob(job: number): Promise<void>;
}

export const signUpdate = defineUpdate<{ accepted: boolean }, []>('sign');
export const signedSignal = defineSignal('signed');

const opening = proxyLocalActivities<JobSteps>(STEP);
const acting = proxyLocalActivities<JobSteps>(COMMAND);
const plain = proxyLocalActivities<JobSteps>({ startToCloseTimeout: '30s', retry: { initialInterval: '1s' } });

/** The peers' job as a process of the product does it: whoever signs is answered once it is done (an Update), by the product's own policies (P8). */
export async function job(nth: number): Promise<void> {
  let signed = false;
  setHandler(signUpdate, async () => {
    await acting.endJob(nth);
    signed = true;
    return { accepted: true };
  });
  await opening.openJob(nth);
  await condition(() => signed);
  await condition(allHandlersFinished);
}

/** The same as tight as the engine allows: a signal that nobody waits for. */
export async function jobTight(nth: number): Promise<void> {
  let signed = false;
  setHandler(signedSignal, () => {
    signed = true;
  });
  await plain.openJob(nth);
  await condition(() => signed);
  await plain.endJob(nth);
}
