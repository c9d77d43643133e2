import type { UserInput } from '../account/types.ts';
import { invalid, missing } from '../errors.ts';

/**
 * Of a person as typed anew, what differs from their account: the rest is not asked for, and whatever becomes of it meanwhile stays.
 * Throws CHAMP_OBLIGATOIRE when nothing differs.
 */
export function differing(account: UserInput, typed: Partial<UserInput>): Partial<UserInput> {
  const changed = Object.entries(typed).filter(([field, value]) => account[field as keyof UserInput] !== value);
  if (changed.length === 0) throw invalid([missing('person', 'Changez ce qui est à corriger.')]);
  return Object.fromEntries(changed);
}
