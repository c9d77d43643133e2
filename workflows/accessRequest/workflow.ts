import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/**
 * Public access request (domain.md §3). Nothing is opened by it (REQ-2): an accepted one leaves behind the row of a conventionnement,
 * which lives its own life (REQ-21) and is started by the sweep. Its procedure: domain/accessRequest/transitions.ts.
 */
export async function accessRequest(input: ProcessInput): Promise<string> {
  return followToEnd('accessRequest', input);
}
