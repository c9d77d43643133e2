import { DomainError } from '../errors.ts';
import type { PeopleActOf } from './acts.ts';
import { AFAS_CEILING, AFAS_ROLE_WORDS, isDeclarant } from './afas.ts';
import { addProfile, noteRole } from './afasProfile.ts';
import { accountOf, assertNotClosed } from './desk.ts';
import { nameApprover } from './nameApprover.ts';
import { type Asker, assertRight } from './rights.ts';
import type { AfasProfile, PeopleDesk, Roster } from './types.ts';

/**
 * RGT-13: a role for a member of AFAS-DECLARER (AFAS-7), within 2 FDA and 2 FDF (AFAS-5, AFAS-6, AFAS-11). An approbateur has no power until the
 * Caf has validated them in MAIA: naming one starts the change (AFAS-9). Returns the id of the profile.
 */
export function giveAfasRole(desk: PeopleDesk, act: PeopleActOf<'giveAfasRole'>, asker: Asker): string {
  const { roster, at } = desk;
  assertRight(asker, roster, 'afas.configure');
  const { userId, role } = act;
  const account = accountOf(roster, userId);
  assertNotClosed(account, at);
  if (!isDeclarant(roster, userId))
    throw new DomainError(
      'HORS_AFAS_DECLARER',
      "Cette personne n'est pas dans le groupe AFAS-DECLARER : ajoutez-l'y avant de lui donner un rôle.",
      { rule: 'AFAS-7' },
    );
  const same = openProfiles(roster).filter((profile) => profile.role === role);
  if (same.some((profile) => profile.userId === userId))
    throw new DomainError('DEJA_FAIT', `Cette personne est déjà ${AFAS_ROLE_WORDS[role]}.`, { rule: 'AFAS-5' });
  return role === 'APPROBATEUR' ? nameApprover(desk, userId, same) : giveRole(desk, userId, role, same);
}

/** RGT-13: the role ends; for an approbateur who waits for MAIA, the change is withdrawn. Returns the id of the profile. */
export function endAfasRole(desk: PeopleDesk, act: PeopleActOf<'endAfasRole'>, asker: Asker): string {
  const { roster } = desk;
  assertRight(asker, roster, 'afas.configure');
  const profile = openProfiles(roster).find(({ userId, role }) => userId === act.userId && role === act.role);
  if (profile === undefined)
    throw new DomainError('INTROUVABLE', "Cette personne n'a pas ce rôle Afas.", { rule: 'RGT-13' });
  endProfile(desk, profile, 'AFAS-11', 'Rôle Afas retiré');
  return profile.id;
}

/** AFAS-7, AFAS-10: whoever is no declarant any more, or whose account is closed, holds no role; the journal says why. */
export function endRolesOf(desk: PeopleDesk, userId: string, why: 'ACC-14' | 'AFAS-7'): void {
  const words = why === 'ACC-14' ? 'compte clos' : 'plus membre d’AFAS-DECLARER';
  for (const profile of openProfiles(desk.roster).filter((one) => one.userId === userId))
    endProfile(desk, profile, why, `Rôle Afas terminé (${words})`);
}

/** After memberships have ended: roles of those who are no declarants any more. */
export function endRolesOfFormerDeclarants(desk: PeopleDesk, userIds: readonly string[]): void {
  for (const userId of new Set(userIds)) if (!isDeclarant(desk.roster, userId)) endRolesOf(desk, userId, 'AFAS-7');
}

function giveRole(desk: PeopleDesk, userId: string, role: 'FDA' | 'FDF', same: readonly AfasProfile[]): string {
  if (same.length >= AFAS_CEILING[role])
    throw new DomainError(
      TOO_MANY[role],
      `Il y a déjà ${AFAS_CEILING[role]} personnes ${AFAS_ROLE_WORDS[role]} : retirez d'abord le rôle à l'une d'elles.`,
      { rule: 'AFAS-6' },
    );
  return addProfile(desk, { userId, role, state: 'ACTIF', processId: null }, 'AFAS-11', 'Rôle Afas donné');
}

const TOO_MANY = { FDA: 'FDA_MAX', FDF: 'FDF_MAX' } as const;

function endProfile(desk: PeopleDesk, profile: AfasProfile, rule: string, label: string): void {
  profile.state = 'RETIRE';
  profile.until = desk.at;
  noteRole(desk, profile, 'afas.end', rule, label);
}

function openProfiles(roster: Roster): AfasProfile[] {
  return roster.afasProfiles.filter((profile) => profile.until === null);
}
