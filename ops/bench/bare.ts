import { allHandlersFinished, condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import { COMMAND } from '../../workflows/policies.ts';

const { insertRow } = proxyLocalActivities<{ insertRow(input: { processId: string; step: number }): Promise<void> }>(
  COMMAND,
);

/** What the product's act is to the product: one more step done. */
export const stepUpdate = defineUpdate<{ accepted: boolean }, []>('step');

/**
 * The floor of P1 and P3: the same executions, updates and timers as a process of the product, and for each step one local activity
 * with one INSERT (and in the last the hash of one password, see worker.ts). `timers[i]` tells whether a timer stands after step i.
 */
export async function bare({ processId, timers }: { processId: string; timers: readonly boolean[] }): Promise<void> {
  let done = 0;
  const work = async () => {
    await insertRow({ processId, step: done });
    done += 1;
  };
  setHandler(stepUpdate, async () => {
    await work();
    return { accepted: true };
  });
  await work();
  // a product that goes on waiting after its last step keeps a timer there, and the floor too
  while (done < timers.length || timers.at(-1) === true) {
    const before = done;
    const moved = () => done !== before;
    if (timers[before - 1] === true) await condition(moved, '7 days');
    else await condition(moved);
  }
  await condition(allHandlersFinished);
}
