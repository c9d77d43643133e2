import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/** « Mot de passe oublié » of an account in use (ACC-9): ends once the temporary password was used, replaced or has expired (ACC-12). */
export async function passwordReset(input: ProcessInput): Promise<string> {
  return followToEnd('passwordReset', input);
}
