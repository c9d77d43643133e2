import { forgetTries, isRemembered, remember, returnTry, takeTry } from '../adapters/identity/tries.ts';
import { foldLogin } from '../adapters/store/people/users.ts';
import { networkOf } from './clientAddress.ts';
import type { ApiDeps } from './deps.ts';
import { RetryLater } from './problem.ts';

/** A try to prove who one is, counted before it is made (S3). */
export interface Try {
  /** too many for this login: whatever is given is refused */
  locked: boolean;
  /** everything asked for was right: failed tries of the login from there are forgotten, the address gets this one back */
  forget(): Promise<void>;
  /** right so far, with more to come: no failure of the address */
  returnAddress(): Promise<void>;
}

/** How long an address is known as one that somebody signs in from. */
const KNOWN_MS = 90 * 86_400_000;

/**
 * Counts a try for the address, then for the login, known or not, from this address: who guesses elsewhere locks nobody else out. Guesses
 * from many addresses have a ceiling for each login, whose lock is short, and which does not hold where its owner has signed in before.
 * A try that is refused is counted no further. Throws TROP_DE_TENTATIVES for too many from one address.
 */
export async function countTry(deps: ApiDeps, login: string, ip: string | null, at: Date): Promise<Try> {
  const network = networkOf(ip);
  const byAddress = `address:${network}`;
  const wait = await takeTry(deps.db, byAddress, deps.limits.address, at);
  if (wait > 0)
    throw new RetryLater(
      'TROP_DE_TENTATIVES',
      `Trop de tentatives depuis cette adresse. Réessayez dans ${waitWords(wait)}.`,
      wait,
    );
  const folded = foldLogin(login);
  const [here, everywhere, known] = [`login:${folded}@${network}`, `login:${folded}`, `known:${folded}@${network}`];
  const asStranger = !(await isRemembered(deps.db, known, at));
  const locked =
    (await takeTry(deps.db, here, deps.limits.login, at)) > 0 ||
    (asStranger && (await takeTry(deps.db, everywhere, deps.limits.strangers, at)) > 0);
  const returnAddress = () => returnTry(deps.db, byAddress);
  return {
    locked,
    returnAddress,
    async forget() {
      await Promise.all([
        forgetTries(deps.db, here),
        returnAddress(),
        remember(deps.db, known, new Date(at.getTime() + KNOWN_MS)),
        ...(asStranger ? [returnTry(deps.db, everywhere)] : []),
      ]);
    },
  };
}

/** Counts a try of someone who is signed in and proves once more who they are: for the account alone, and nobody else's tries count. */
export async function countProof(deps: ApiDeps, login: string, at: Date): Promise<Pick<Try, 'locked' | 'forget'>> {
  const key = `proof:${foldLogin(login)}`;
  const locked = (await takeTry(deps.db, key, deps.limits.login, at)) > 0;
  return { locked, forget: () => forgetTries(deps.db, key) };
}

/** Rounded up, so that who waits that long is let in. */
function waitWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 60) return seconds === 1 ? '1 seconde' : `${seconds} secondes`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
