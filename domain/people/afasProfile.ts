import { AFAS_ROLE_WORDS } from './afas.ts';
import { notePeople } from './desk.ts';
import type { AfasProfile, PeopleDesk } from './types.ts';

/** A role that begins now; returns its id. */
export function addProfile(
  desk: PeopleDesk,
  profile: Pick<AfasProfile, 'userId' | 'role' | 'state' | 'processId'>,
  rule: string,
  label: string,
): string {
  const id = desk.newId();
  desk.roster.afasProfiles.push({ ...profile, id, since: desk.at, until: null });
  noteRole(desk, profile, 'afas.give', rule, label);
  return id;
}

/** No name in the journal: the line is about the person's account. */
export function noteRole(
  desk: PeopleDesk,
  { userId, role }: Pick<AfasProfile, 'userId' | 'role'>,
  action: string,
  rule: string,
  label: string,
): void {
  notePeople(desk, 'user', userId, action, `${label} : ${AFAS_ROLE_WORDS[role]}`, { rule, after: { role } });
}
