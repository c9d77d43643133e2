import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** A person's copy of their data, until its link expires; or their erasure, announced and then carried out (S7). */
export async function personalData(input: ProcessInput): Promise<string> {
  return followToEnd('personalData', input);
}
