import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** A protégé whom a tuteur does not find: the Caf looks, and says whether they are entrusted (TUT-16). */
export async function missingProtege(input: ProcessInput): Promise<string> {
  return followToEnd('missingProtege', input);
}
