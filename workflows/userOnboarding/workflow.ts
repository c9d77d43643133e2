import type { ProcessInput } from '../messages.ts';
import { followToEnd } from '../process.ts';

/**
 * From the creation of an account, or its return without one, to its personal password (domain.md §8.2). What people do (login, « mot de passe
 * oublié », a corrected address, closing) changes the account by itself; the process is told, and does what time asks for.
 */
export async function userOnboarding(input: ProcessInput): Promise<string> {
  return followToEnd('userOnboarding', input);
}
