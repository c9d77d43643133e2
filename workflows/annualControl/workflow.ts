import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** The yearly control of a partner (domain.md §11): evidence from the administrateur, examination by the Caf, gaps followed to their correction. */
export async function annualControl({ processId }: ProcessInput): Promise<string> {
  const control = follow('annualControl', processId);

  await control.open(); // evidence is asked for
  await control.until(EXAMINED); // reminders; at the deadline the Caf examines what is there
  await control.until(ENDED); // gaps: reminders, then the Caf is told, until they are corrected

  await control.close();
  return control.waiting.state;
}

const ENDED = ['CONFORME', 'ECARTS_CORRIGES', 'ANNULE'];
const EXAMINED = ['EXAMINE', 'ECARTS', ...ENDED];
