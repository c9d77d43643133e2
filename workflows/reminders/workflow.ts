import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { SweptRule } from '../../activities/batches.ts';
import { bulkActivities } from '../bulk.ts';
import { SWEEP } from '../policies.ts';

const RULES_OF_A_DAY: readonly SweptRule[] = ['REM-7', 'REM-9', 'REM-13', 'OVERDUE'];

/**
 * Daily reminders about all partners at once (§10), started by a Schedule: yearly use, gestionnaires still in post, groups that serve
 * nobody, overdue tasks. It closes nothing. `at`: the instant of the sweep, the same for all its batches.
 */
export async function reminders(input: { at?: string; rules?: readonly SweptRule[] } = {}): Promise<void> {
  const { remind } = bulkActivities(SWEEP);
  const at = input.at ?? new Date().toISOString();
  const rules = [...(input.rules ?? RULES_OF_A_DAY)];
  for (let rule = rules[0]; rule !== undefined; rule = rules[0]) {
    const { more } = await remind({ rule, at });
    if (!more) rules.shift();
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof reminders>({ at, rules });
  }
}
