import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** Another approbateur for Afas (domain.md §7.2): PJ 3 from the administrateur, with its reminders (REM-11), then MAIA by the Caf. */
export async function approverChange(input: ProcessInput): Promise<string> {
  return followToEnd('approverChange', input);
}
