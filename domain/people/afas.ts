import { isDeclarerGroup } from '../service/services.ts';
import { membershipsOf } from './desk.ts';
import { AFAS_ROLES, type AfasProfile, type AfasRole, type Group, isLive, type Roster } from './types.ts';

/** How many of each an organisme has, at most; fewer is incomplete (AFAS-5, AFAS-6). */
export const AFAS_CEILING: Readonly<Record<AfasRole, number>> = { FDA: 2, FDF: 2, APPROBATEUR: 1 };

export const AFAS_ROLE_WORDS: Readonly<Record<AfasRole, string>> = {
  FDA: "fournisseur de données d'activité (FDA)",
  FDF: 'fournisseur de données financières (FDF)',
  APPROBATEUR: 'approbateur',
};

/** Something to look at that blocks nothing. */
export interface AfasWarning {
  code: 'PROFIL_INCOMPLET' | 'PLUSIEURS_ROLES';
  rule: string;
  message: string;
  userId: string | null;
}

/** The group whose members may hold an Afas role (AFAS-4): only the Caf makes it (AFAS-1). */
export function isDeclarer(group: Group): boolean {
  return isDeclarerGroup(group) && isLive(group);
}

export function isDeclarant(roster: Roster, userId: string): boolean {
  const groups = new Set(roster.groups.filter(isDeclarer).map((group) => group.id));
  return membershipsOf(roster, userId).some(({ groupId }) => groups.has(groupId));
}

/** Roles that someone holds today; an approbateur who waits for MAIA has no power (AFAS-9). */
export function inFunction<P extends Pick<AfasProfile, 'state' | 'until'>>(profiles: readonly P[]): P[] {
  return profiles.filter((profile) => profile.until === null && profile.state === 'ACTIF');
}

/** What is short of 2/2/1 (AFAS-6), and who holds several roles (AFAS-8). */
export function afasWarnings(
  profiles: readonly Pick<AfasProfile, 'userId' | 'role' | 'state' | 'until'>[],
): AfasWarning[] {
  const active = inFunction(profiles);
  const missing = AFAS_ROLES.flatMap((role): AfasWarning[] => {
    const have = active.filter((profile) => profile.role === role).length;
    const want = AFAS_CEILING[role];
    if (have >= want) return [];
    const message = `${have} ${AFAS_ROLE_WORDS[role]} sur ${want} : le profil est incomplet.`;
    return [{ code: 'PROFIL_INCOMPLET', rule: 'AFAS-6', message, userId: null }];
  });
  const open = profiles.filter((profile) => profile.until === null);
  const people = [...new Set(open.map((profile) => profile.userId))];
  const several = people.flatMap((userId): AfasWarning[] => {
    const roles = open.filter((profile) => profile.userId === userId).map(({ role }) => AFAS_ROLE_WORDS[role]);
    if (roles.length < 2) return [];
    return [
      {
        code: 'PLUSIEURS_ROLES',
        rule: 'AFAS-8',
        message: `Une personne tient plusieurs rôles : ${roles.join(', ')}.`,
        userId,
      },
    ];
  });
  return [...missing, ...several];
}
