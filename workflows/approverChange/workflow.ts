import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** Another approbateur for Afas (domain.md §7.2): PJ 3 from the administrateur, with its reminders (REM-11), then MAIA by the Caf. */
export async function approverChange({ processId }: ProcessInput): Promise<string> {
  const change = follow('approverChange', processId);

  await change.open(); // PJ 3 is asked of the administrateur
  await change.until(RECEIVED); // REM-11: D+5, D+15
  await change.until(ANSWERED); // the Caf validates in MAIA; the former approbateur stays meanwhile (AFAS-10)

  await change.close();
  return change.waiting.state;
}

const ANSWERED = ['ACTIF', 'REJETE', 'ANNULE'];
const RECEIVED = ['VALIDATION_MAIA', ...ANSWERED];
