import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** A partner's request to its Caf (domain.md §12): acknowledged, answered or asked about, and the Caf told when it is late. */
export async function supportRequest({ processId }: ProcessInput): Promise<string> {
  const request = follow('supportRequest', processId);

  await request.open(); // taken, with its priority, told to who asked
  await request.until(ENDED); // the Caf answers or asks more; TIME-12 for departures

  await request.close();
  return request.waiting.state;
}

const ENDED = ['REPONDUE', 'TRAITE', 'CLASSEE'];
