import { parisDate } from '../policy/calendar.ts';
import type { Account, AccountState } from './types.ts';

/** What of an account its state is made of; rows of lists have these fields too. */
export type AccountFacts = Pick<
  Account,
  'closesOn' | 'suspendedAt' | 'hasPassword' | 'personalisingUntil' | 'sendFailed'
> & { secret: Pick<NonNullable<Account['secret']>, 'usage' | 'expiresAt'> | null };

/** Where an account stands at an instant: a pure function of its facts (domain.md §8.2), whatever timer has fired or not. */
export function accountState(account: AccountFacts, at: Date): AccountState {
  if (isClosed(account, at)) return 'CLOS';
  if (account.suspendedAt !== null) return 'SUSPENDU';
  if (account.personalisingUntil !== null && at < account.personalisingUntil) return 'PERSONNALISATION';
  if (account.hasPassword) return 'ACTIF'; // a lost password does not disable it (ACC-12)
  if (account.sendFailed) return 'ENVOI_ECHOUE';
  const { secret } = account;
  if (secret === null) return 'MDP_TEMPORAIRE_EXPIRE'; // used, and no personal password chosen in time
  if (secret.expiresAt === null) return secret.usage === 'INITIAL' ? 'CREE' : 'ATTENTE_PREMIERE_CONNEXION';
  return at < secret.expiresAt ? 'ATTENTE_PREMIERE_CONNEXION' : 'MDP_TEMPORAIRE_EXPIRE';
}

/** ACC-19: nothing is mailed to an account that is closed, suspended or cannot be written to. */
export function canBeReissued(state: AccountState): boolean {
  return state !== 'CLOS' && state !== 'SUSPENDU' && state !== 'ENVOI_ECHOUE';
}

/** ACC-17: closed from the first instant of its day in Paris. */
export function isClosed(account: Pick<Account, 'closesOn'>, at: Date): boolean {
  return account.closesOn !== null && account.closesOn <= parisDate(at);
}

/** A temporary password is on its way or usable beside the personal one (« reinitEnCours »). */
export function isResetting(account: AccountFacts, at: Date): boolean {
  const { secret } = account;
  return account.hasPassword && secret !== null && (secret.expiresAt === null || at < secret.expiresAt);
}
