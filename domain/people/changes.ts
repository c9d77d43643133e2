import { accountChange } from '../account/changes.ts';
import { type Change, changeOf, changesAmong } from '../decision/changes.ts';
import type { Opening } from '../service/standing.ts';
import type { AfasProfile, Group, Membership, Roster } from './types.ts';

/** What an act changed of a partner's people, before and after: accounts, groups, memberships, Afas profiles, what suspends a service (S6). */
export function peopleChanges(before: Roster, after: Roster): Change[] {
  return [
    ...changesAmong(before.accounts, after.accounts, accountChange),
    ...changesAmong(before.groups, after.groups, groupChange),
    ...changesAmong(before.memberships, after.memberships, membershipChange),
    ...changesAmong(before.afasProfiles, after.afasProfiles, profileChange),
    ...changesAmong(before.services, after.services, openingChange),
  ];
}

function groupChange(was: Group | null, is: Group): Change[] {
  const told = ({ id: _id, version: _version, createdAt: _createdAt, frozen: _frozen, ...fields }: Group) => fields;
  return changeOf({ entity: 'group', entityId: is.id }, was === null ? null : told(was), told(is));
}

function membershipChange(was: Membership | null, is: Membership): Change[] {
  const { id, groupId, userId } = is;
  // who is in which group never changes, and is what the change is about
  return changeOf({ entity: 'membership', entityId: id }, was === null ? null : { ...was }, { ...is }).map(
    (change) => ({
      ...change,
      after: { groupId, userId, ...change.after },
      toldOf: [
        { entity: 'group', entityId: groupId },
        { entity: 'user', entityId: userId },
      ],
    }),
  );
}

function profileChange(was: AfasProfile | null, is: AfasProfile): Change[] {
  const toldOf = [{ entity: 'user', entityId: is.userId }];
  return changeOf({ entity: 'afasProfile', entityId: is.id }, was === null ? null : { ...was }, { ...is }).map(
    (change) => ({ ...change, toldOf }),
  );
}

function openingChange(was: Opening | null, is: Opening): Change[] {
  return changeOf({ entity: 'service', entityId: is.id }, was === null ? null : { ...was }, { ...is });
}
