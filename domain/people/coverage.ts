import { isProfiled, type ServiceCode } from '../service/services.ts';
import { type Asker, mayDo } from './rights.ts';
import { type Group, isLive, type Roster } from './types.ts';

/** A role of a bulletin in force that no open group carries: nobody can use it (CDAP-2, GRP-14). */
interface RoleWithoutGroup {
  service: ServiceCode;
  role: string;
  /** an open group that only waits for this role; null: there is a group to create */
  groupId: string | null;
}

/** At least one group per profil T of the bulletin in force (CDAP-2), and per role of the other services' bulletins (GRP-1, SVC-11). */
export function rolesWithoutGroup({ bulletins, groups }: Pick<Roster, 'bulletins' | 'groups'>): RoleWithoutGroup[] {
  const open = groups.filter(isLive);
  return bulletins.flatMap(({ service, roles }) => {
    const inService = open.filter((group) => group.service === service);
    return roles
      .filter((role) => !inService.some((group) => group.role === role))
      .map((role) => ({ service, role, groupId: inService.find((group) => awaits(group, role))?.id ?? null }));
  });
}

/** A Cdap group takes the role of its profile only (CDAP-2). */
function awaits({ service, role, profile }: Group, offered: string): boolean {
  return role === null && (!isProfiled(service) || profile === offered);
}

/** Services of the bulletins in force in which this person may make groups, and those where there is a group to put a subgroup under. */
interface MayCreate {
  groups: ServiceCode[];
  subgroups: ServiceCode[];
}

/** What a page offers of RGT-3 and RGT-4. */
export function mayCreate(asker: Asker, roster: Roster): MayCreate {
  const services = roster.bulletins.map(({ service }) => service);
  const parents = roster.groups.filter(isLive);
  return {
    groups: services.filter((service) => mayDo(asker, roster, 'groups.create', { service })),
    subgroups: services.filter((service) =>
      parents.some(
        (parent) => parent.service === service && mayDo(asker, roster, 'subgroups.create', { service, parent }),
      ),
    ),
  };
}
