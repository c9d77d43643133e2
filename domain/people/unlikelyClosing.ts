import type { Fault } from '../errors.ts';
import { passedDate } from '../formats/toConfirm.ts';

/** A closing date that has passed closes at once (ACC-17): a slip of the year would shut somebody out. */
export function unlikelyClosing(closesOn: string | null | undefined, today: string): Fault[] {
  if (closesOn == null) return [];
  const then = 'le compte serait clos dès que possible';
  return passedDate({ date: closesOn, what: 'La date de clôture', then, rule: 'ACC-17' }, today);
}
