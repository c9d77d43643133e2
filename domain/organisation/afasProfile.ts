import { AFAS_ROLE_WORDS } from './afas.ts';
import { notePeople } from './bench.ts';
import type { AfasProfile, PeopleBench } from './types.ts';

/** A role that begins now; returns its id. */
export function addProfile(
  bench: PeopleBench,
  profile: Pick<AfasProfile, 'userId' | 'role' | 'state' | 'processId'>,
  rule: string,
  label: string,
): string {
  const id = bench.newId();
  bench.organisation.afasProfiles.push({ ...profile, id, since: bench.at, until: null });
  noteRole(bench, profile, 'afas.give', rule, label);
  return id;
}

/** No name in the journal: the line is about the person's account. */
export function noteRole(
  bench: PeopleBench,
  { userId, role }: Pick<AfasProfile, 'userId' | 'role'>,
  action: string,
  rule: string,
  label: string,
): void {
  notePeople(bench, 'user', userId, action, `${label} : ${AFAS_ROLE_WORDS[role]}`, { rule, after: { role } });
}
