import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** What the administrateur of a partner in mode centralisé asks about a person (RGT-17): the Caf does it or says why not. */
export async function userRequest(input: ProcessInput): Promise<string> {
  return followToEnd('userRequest', input);
}
