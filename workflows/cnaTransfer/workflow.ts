import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** The move of a partner to the CNA in place (DEL-7, DEL-8): made by its first step, undone by an act, or confirmed in time. */
export async function cnaTransfer(input: ProcessInput): Promise<string> {
  return followToEnd('cnaTransfer', input);
}
