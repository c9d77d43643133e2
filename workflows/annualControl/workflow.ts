import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** The yearly control of a partner (domain.md §11): evidence from the administrateur, examination by the Caf, gaps followed to their correction. */
export async function annualControl(input: ProcessInput): Promise<string> {
  return followToEnd('annualControl', input);
}
