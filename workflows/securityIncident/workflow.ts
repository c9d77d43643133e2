import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** A security incident (domain.md §11): told to the Caf at once, escalated when nobody takes it up (TIME-11), followed to its end. */
export async function securityIncident({ processId }: ProcessInput): Promise<string> {
  const incident = follow('securityIncident', processId);

  await incident.open(); // the Caf has its mail and its task since the declaration
  await incident.until(ACKNOWLEDGED); // TIME-11: within four working hours, else the Caf is told again
  await incident.until(CLOSED); // accounts are suspended and released meanwhile

  await incident.close();
  return incident.waiting.state;
}

const CLOSED = ['CLOS'];
const ACKNOWLEDGED = ['ACCUSE', 'EN_TRAITEMENT', ...CLOSED];
