import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/**
 * From the creation of an account, or its return without one, to its personal password (domain.md §8.2). What people do (login, « mot de passe
 * oublié », a corrected address, closing) changes the account by itself; the process is told, and does what time asks for.
 */
export async function userOnboarding({ processId }: ProcessInput): Promise<string> {
  const account = follow('userOnboarding', processId);

  await account.open(); // MAIL-1 then MAIL-2 are in the outbox (ACC-4, ACC-23)
  await account.until(SENT); // ACC-6: 24 h from the moment the relay took the password; ACC-22: a refused address comes back
  await account.until(SIGNED_IN); // REM-5 before it expires, REM-6 after; only the user asks for another one (ACC-8)
  await account.until(IN_USE); // ACC-7: the personal password is chosen

  await account.close();
  return account.waiting.state;
}

const IN_USE = ['ACTIF', 'CLOS'];
const SIGNED_IN = ['PERSONNALISATION', ...IN_USE];
const SENT = ['ATTENTE_PREMIERE_CONNEXION', 'MDP_TEMPORAIRE_EXPIRE', ...SIGNED_IN];
