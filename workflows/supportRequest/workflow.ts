import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** A partner's request to its Caf (domain.md §12): acknowledged, answered or asked about, and the Caf told when it is late. */
export async function supportRequest(input: ProcessInput): Promise<string> {
  return followToEnd('supportRequest', input);
}
