import { accountState } from '../account/state.ts';
import { DomainError } from '../errors.ts';
import type { PeopleActOf } from './acts.ts';
import { AFAS_CEILING, AFAS_ROLE_WORDS, isDeclarant } from './afas.ts';
import { addProfile, noteRole } from './afasProfile.ts';
import { accountOf } from './bench.ts';
import { nameApprover } from './nameApprover.ts';
import { type Asker, assertRight } from './rights.ts';
import type { AfasProfile, Organisation, PeopleBench } from './types.ts';

/**
 * RGT-13: a role for a member of AFAS-DECLARER (AFAS-7), within 2 FDA and 2 FDF (AFAS-5, AFAS-6, AFAS-11). An approbateur has no power until the
 * Caf has validated them in MAIA: naming one starts the change (AFAS-9). Returns the id of the profile.
 */
export function giveAfasRole(bench: PeopleBench, act: PeopleActOf<'giveAfasRole'>, asker: Asker): string {
  const { organisation, at } = bench;
  assertRight(asker, organisation, 'afas.configure');
  const { userId, role } = act;
  const account = accountOf(organisation, userId);
  if (accountState(account, at) === 'CLOS')
    throw new DomainError('COMPTE_CLOS', "Ce compte est clos : réactivez-le d'abord.", { rule: 'ACC-19' });
  if (!isDeclarant(organisation, userId))
    throw new DomainError(
      'HORS_AFAS_DECLARER',
      "Cette personne n'est pas dans le groupe AFAS-DECLARER : ajoutez-l'y avant de lui donner un rôle.",
      { rule: 'AFAS-7' },
    );
  const same = openProfiles(organisation).filter((profile) => profile.role === role);
  if (same.some((profile) => profile.userId === userId))
    throw new DomainError('DEJA_FAIT', `Cette personne est déjà ${AFAS_ROLE_WORDS[role]}.`, { rule: 'AFAS-5' });
  return role === 'APPROBATEUR' ? nameApprover(bench, userId, same) : giveRole(bench, userId, role, same);
}

/** RGT-13: the role ends; for an approbateur who waits for MAIA, the change is withdrawn. Returns the id of the profile. */
export function endAfasRole(bench: PeopleBench, act: PeopleActOf<'endAfasRole'>, asker: Asker): string {
  const { organisation } = bench;
  assertRight(asker, organisation, 'afas.configure');
  const profile = openProfiles(organisation).find(({ userId, role }) => userId === act.userId && role === act.role);
  if (profile === undefined)
    throw new DomainError('INTROUVABLE', "Cette personne n'a pas ce rôle Afas.", { rule: 'RGT-13' });
  endProfile(bench, profile, 'AFAS-11', 'Rôle Afas retiré');
  return profile.id;
}

/** AFAS-7, AFAS-10: whoever is no declarant any more, or whose account is closed, holds no role; the journal says why. */
export function endRolesOf(bench: PeopleBench, userId: string, why: 'ACC-14' | 'AFAS-7'): void {
  const words = why === 'ACC-14' ? 'compte clos' : 'plus membre de AFAS-DECLARER';
  for (const profile of openProfiles(bench.organisation).filter((one) => one.userId === userId))
    endProfile(bench, profile, why, `Rôle Afas terminé (${words})`);
}

/** After memberships have ended: roles of those who are no declarants any more. */
export function endRolesOfFormerDeclarants(bench: PeopleBench, userIds: readonly string[]): void {
  for (const userId of new Set(userIds))
    if (!isDeclarant(bench.organisation, userId)) endRolesOf(bench, userId, 'AFAS-7');
}

function giveRole(bench: PeopleBench, userId: string, role: 'FDA' | 'FDF', same: readonly AfasProfile[]): string {
  if (same.length >= AFAS_CEILING[role])
    throw new DomainError(
      `${role}_MAX`,
      `Il y a déjà ${AFAS_CEILING[role]} personnes ${AFAS_ROLE_WORDS[role]} : retirez d'abord le rôle à l'une d'elles.`,
      { rule: 'AFAS-6' },
    );
  return addProfile(bench, { userId, role, state: 'ACTIF', processId: null }, 'AFAS-11', 'Rôle Afas donné');
}

function endProfile(bench: PeopleBench, profile: AfasProfile, rule: string, label: string): void {
  profile.state = 'RETIRE';
  profile.until = bench.at;
  noteRole(bench, profile, 'afas.end', rule, label);
}

function openProfiles(organisation: Organisation): AfasProfile[] {
  return organisation.afasProfiles.filter((profile) => profile.until === null);
}
