import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** An account that closes on a later date (ACC-17): waits for 00:00 Europe/Paris of that day, unless the date is moved or taken away. */
export async function accountClosure(input: ProcessInput): Promise<string> {
  return followToEnd('accountClosure', input);
}
