import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** What an Esat declares of a worker in the year: the worker's own Caf brings the file up to date, or refuses (ESAT-9). */
export async function activityChange(input: ProcessInput): Promise<string> {
  return followToEnd('activityChange', input);
}
