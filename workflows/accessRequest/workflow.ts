import { FINAL_STATES } from '../../domain/accessRequest/transitions.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/**
 * Public access request (domain.md §3). Nothing is opened by it (REQ-2): an accepted one leaves behind the row of a conventionnement,
 * which lives its own life (REQ-21) and is started by the sweep.
 */
export async function accessRequest({ processId }: ProcessInput): Promise<string> {
  const request = follow('accessRequest', processId);

  await request.open(); // MAIL-20 left with the submission
  await request.until(TAKEN); // an agent of the Caf takes it, or the applicant withdraws it
  await request.until(FINAL_STATES); // decided profile by profile (REQ-17); REM-1 while information is missing, closed at its end

  await request.close();
  return request.waiting.state;
}

const TAKEN = ['EN_ETUDE'];
