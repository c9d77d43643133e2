import { notePeople } from './desk.ts';
import type { PeopleDesk } from './types.ts';

/** A security incident suspends these accounts: nobody enters, sessions end, nothing else changes (OBL-12, state SUSPENDU). */
export function suspendAccounts(desk: PeopleDesk, userIds: readonly string[]): void {
  for (const account of desk.roster.accounts.filter(({ id }) => userIds.includes(id))) {
    account.suspendedAt ??= desk.at;
    desk.signedOut.push(account.id);
    notePeople(desk, 'user', account.id, 'user.suspend', 'Compte suspendu', { rule: 'OBL-12' });
  }
}

/** The Caf lifts a suspension: the account is again what its facts make it. */
export function liftSuspension(desk: PeopleDesk, userIds: readonly string[]): void {
  for (const account of desk.roster.accounts.filter(({ id }) => userIds.includes(id))) {
    account.suspendedAt = null;
    notePeople(desk, 'user', account.id, 'user.unsuspend', 'Suspension levée', { rule: 'OBL-12' });
  }
}
