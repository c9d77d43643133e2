import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** A security incident (domain.md §11): told to the Caf at once, escalated when nobody takes it up (TIME-11), followed to its end. */
export async function securityIncident(input: ProcessInput): Promise<string> {
  return followToEnd('securityIncident', input);
}
