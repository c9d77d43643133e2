import { DomainError } from '../errors.ts';
import { profileFaults } from '../group/conditions.ts';
import { endRolesOfFormerDeclarants } from './afasActs.ts';
import { accountOf, membershipsOf, notePeople, openGroupOf } from './desk.ts';
import { type Asker, assertRight } from './rights.ts';
import type { PeopleDesk } from './types.ts';

/** RGT-7, GRP-17: puts someone into a group whose profile conditions they meet; twice is once. */
export function joinGroup(desk: PeopleDesk, groupId: string, userId: string, asker: Asker): void {
  const { roster, at, actor } = desk;
  const group = openGroupOf(roster, groupId);
  const account = accountOf(roster, userId);
  assertRight(asker, roster, 'members.edit', { group });
  if (membershipsOf(roster, userId).some((one) => one.groupId === groupId)) return;
  const faults = group.profile === null ? [] : profileFaults(group.profile, account);
  if (faults.length > 0)
    throw new DomainError(
      'CONDITIONS_DU_PROFIL',
      `Cette personne ne remplit pas les conditions du profil ${group.profile} : ${faults.map((fault) => fault.message).join(' ')}`,
      { rule: 'GRP-17', faults },
    );
  roster.memberships.push({
    id: desk.newId(),
    groupId,
    userId,
    since: at,
    until: null,
    addedBy: actor.id,
    removedBy: null,
  });
  notePeople(desk, 'group', groupId, 'group.join', 'Personne ajoutée au groupe', { rule: 'RGT-7', after: { userId } });
}

/** RGT-7: takes someone out of a group; the membership stays on record. */
export function leaveGroup(desk: PeopleDesk, groupId: string, userId: string, asker: Asker): void {
  const { roster, at, actor } = desk;
  const group = openGroupOf(roster, groupId);
  assertRight(asker, roster, 'members.edit', { group });
  const membership = membershipsOf(roster, userId).find((one) => one.groupId === groupId);
  if (membership === undefined)
    throw new DomainError('INTROUVABLE', "Cette personne n'est pas dans ce groupe.", { rule: 'RGT-7' });
  membership.until = at;
  membership.removedBy = actor.id;
  endRolesOfFormerDeclarants(desk, [userId]);
  notePeople(desk, 'group', groupId, 'group.leave', 'Personne retirée du groupe', {
    rule: 'RGT-7',
    after: { userId },
  });
}
