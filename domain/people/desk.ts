import { accountState } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import { DomainError, notFound } from '../errors.ts';
import type { Group, Membership, PeopleDesk, Roster } from './types.ts';

/** Starts a decision on a copy: the organisme that was loaded stays as it was. */
export function openPeopleDesk(roster: Roster, context: Context & Pick<PeopleDesk, 'newLogin'>): PeopleDesk {
  return {
    ...context,
    roster: structuredClone(roster),
    mails: [],
    audit: [],
    secrets: [],
    starts: [],
    signedOut: [],
  };
}

/** Writes a line of the journal about a person or a group; no personal data in its words. */
export function notePeople(
  desk: PeopleDesk,
  entity: 'user' | 'group' | 'partner',
  entityId: string,
  action: string,
  label: string,
  extra: Partial<AuditDraft> = {},
): void {
  desk.audit.push({ action, entity, entityId, label, ...extra });
}

/** The account, or INTROUVABLE: another organisme's is not there (S5). */
export function accountOf(roster: Roster, userId: string): Account {
  const account = roster.accounts.find((one) => one.id === userId);
  if (account === undefined) throw notFound();
  return account;
}

/** An account that is closed changes no more, and is given nothing (ACC-19). */
export function assertNotClosed(account: Account, at: Date): void {
  if (accountState(account, at) === 'CLOS') throw new DomainError('COMPTE_CLOS', CLOSED_FIRST, { rule: 'ACC-19' });
}
export const CLOSED_FIRST = "Ce compte est clos : réactivez-le d'abord.";

/** The group, or INTROUVABLE; a closed one is not changed any more. */
export function groupOf(roster: Roster, groupId: string): Group {
  const group = roster.groups.find((one) => one.id === groupId);
  if (group === undefined) throw notFound();
  return group;
}

/** A group that is neither closed nor frozen, or ETAT_INCOMPATIBLE. */
export function openGroupOf(roster: Roster, groupId: string): Group {
  const group = groupOf(roster, groupId);
  if (group.closedAt !== null) throw new DomainError('ETAT_INCOMPATIBLE', 'Ce groupe est fermé.', { rule: 'GRP-20' });
  if (group.frozen)
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      `Le groupe ${group.code} est gelé : la convention sous laquelle il a été créé n'est plus en vigueur. Utilisez un groupe de la convention en vigueur.`,
      { rule: 'CONV-13' },
    );
  return group;
}

/** These groups and every one below them; a group is never above itself: its parent stands before it and does not change. */
export function withSubgroups(groups: readonly Group[], roots: Iterable<string>): Set<string> {
  const found = new Set(roots);
  // a set grows while it is walked: children of children are met too
  for (const id of found) for (const group of groups) if (group.parentId === id) found.add(group.id);
  return found;
}

/** Groups that a person is gestionnaire of: all that are not closed, also frozen (GRP-7). */
export function groupsManagedBy({ groups }: Pick<Roster, 'groups'>, userId: string): Group[] {
  return groups.filter(({ managerId, closedAt }) => managerId === userId && closedAt === null);
}

/** Memberships that hold, of one person. */
export function membershipsOf(roster: Roster, userId: string): Membership[] {
  return roster.memberships.filter((one) => one.userId === userId && one.until === null);
}

/** Accounts that are administrateurs today (ADM-1). */
export function administrateursOf(roster: Roster, at: Date): Account[] {
  return roster.accounts.filter(
    (account) => account.administrateurSince !== null && accountState(account, at) !== 'CLOS',
  );
}
