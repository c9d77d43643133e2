import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** An account that closes on a later date (ACC-17): waits for 00:00 Europe/Paris of that day, unless the date is moved or taken away. */
export async function accountClosure({ processId }: ProcessInput): Promise<string> {
  const closure = follow('accountClosure', processId);

  await closure.open();
  await closure.until(DONE);

  await closure.close();
  return closure.waiting.state;
}

const DONE = ['CLOS', 'ANNULEE'];
