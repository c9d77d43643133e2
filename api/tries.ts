import { forgetTries, returnTry, takeTry } from '../adapters/identity/tries.ts';
import { foldLogin } from '../adapters/store/people/users.ts';
import type { ApiDeps } from './deps.ts';
import { RetryLater } from './problem.ts';

/** A try to prove who one is, counted before it is made (S3). */
export interface Try {
  /** too many for this login: whatever is given is refused */
  locked: boolean;
  /** everything asked for was right: failed tries of the login are forgotten, the address gets this one back */
  forget(): Promise<void>;
  /** right so far, with more to come: no failure of the address */
  returnAddress(): Promise<void>;
}

/** Counts a try for the login, known or not, and for the address. Throws TROP_DE_TENTATIVES for too many from one address. */
export async function countTry(deps: ApiDeps, login: string, ip: string | null, at: Date): Promise<Try> {
  const byAddress = `address:${ip ?? 'unknown'}`;
  const wait = await takeTry(deps.db, byAddress, deps.limits.address, at);
  if (wait > 0)
    throw new RetryLater(
      'TROP_DE_TENTATIVES',
      `Trop de tentatives depuis cette adresse. Réessayez dans ${waitWords(wait)}.`,
      wait,
    );
  const { locked, forget } = await countLogin(deps, login, at);
  const returnAddress = () => returnTry(deps.db, byAddress);
  return { locked, returnAddress, forget: async () => void (await Promise.all([forget(), returnAddress()])) };
}

/** Counts a try of someone who is signed in and proves once more who they are: for the login alone. */
export async function countLogin(deps: ApiDeps, login: string, at: Date): Promise<Pick<Try, 'locked' | 'forget'>> {
  const byLogin = `login:${foldLogin(login)}`;
  const locked = (await takeTry(deps.db, byLogin, deps.limits.login, at)) > 0;
  return { locked, forget: () => forgetTries(deps.db, byLogin) };
}

/** Rounded up, so that who waits that long is let in. */
function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return seconds === 1 ? '1 seconde' : `${seconds} secondes`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
