import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** What the administrateur of a partner in mode centralisé asks about a person (RGT-17): the Caf does it or says why not. */
export async function userRequest({ processId }: ProcessInput): Promise<string> {
  const request = follow('userRequest', processId);

  await request.open(); // the Caf's task GERER_UTILISATEUR
  await request.untilEnded(); // done by completing it, refused, or moot once the mode is délégué

  await request.close();
  return request.waiting.state;
}
