import { heartbeat } from '@temporalio/activity';

/** Reminders about everyone at once. */
export type SweptRule = 'REM-7' | 'REM-9' | 'REM-13';

/** Reminds the next partners of a rule; false once nobody is due. */
export type RemindNext = (rule: SweptRule, at: Date) => Promise<boolean>;

const BATCHES = 100;

/**
 * Batches of one rule until nobody is due, or for so long that the workflow is to ask again. Safe to retry: what was mailed was
 * counted in the same transaction, so a batch that is begun anew finds only who is left (R2).
 */
export async function remindInBatches(remindNext: RemindNext, rule: SweptRule, at: Date): Promise<{ more: boolean }> {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    if (!(await remindNext(rule, at))) return { more: false };
    heartbeat({ rule, batch });
  }
  return { more: true };
}
