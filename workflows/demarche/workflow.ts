import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** What a tuteur declares online for a protégé (TUT-14): the Caf decides, or asks for a complement that is awaited until its date. */
export async function demarche(input: ProcessInput): Promise<string> {
  return followToEnd('demarche', input);
}
