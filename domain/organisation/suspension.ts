import { notePeople } from './bench.ts';
import type { PeopleBench } from './types.ts';

/** A security incident suspends these accounts: nobody enters, sessions end, nothing else changes (OBL-12, state SUSPENDU). */
export function suspendAccounts(bench: PeopleBench, userIds: readonly string[]): void {
  for (const account of bench.organisation.accounts.filter(({ id }) => userIds.includes(id))) {
    account.suspendedAt ??= bench.at;
    bench.signedOut.push(account.id);
    notePeople(bench, 'user', account.id, 'user.suspend', 'Compte suspendu', { rule: 'OBL-12' });
  }
}

/** The Caf lifts a suspension: the account is again what its facts make it. */
export function liftSuspension(bench: PeopleBench, userIds: readonly string[]): void {
  for (const account of bench.organisation.accounts.filter(({ id }) => userIds.includes(id))) {
    account.suspendedAt = null;
    notePeople(bench, 'user', account.id, 'user.unsuspend', 'Suspension levée', { rule: 'OBL-12' });
  }
}
