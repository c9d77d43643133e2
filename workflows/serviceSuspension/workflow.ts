import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** The suspension of a partner's service (§4.3): ended by an act, by itself at its instant, or as the service is closed. */
export async function serviceSuspension(input: ProcessInput): Promise<string> {
  return followToEnd('serviceSuspension', input);
}
