import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** « Mot de passe oublié » of an account in use (ACC-9): ends once the temporary password was used, replaced or has expired (ACC-12). */
export async function passwordReset({ processId }: ProcessInput): Promise<string> {
  const account = follow('passwordReset', processId);

  await account.open(); // MAIL-3 is in the outbox
  await account.untilEnded(); // the end is the process's own: used and personalised, or 24 h over with the former password still good

  await account.close();
  return account.waiting.state;
}
