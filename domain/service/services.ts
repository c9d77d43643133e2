import type { Mark } from '../formats/mark.ts';
import type { ProfileCode } from './cdap/profiles.ts';
import * as declared from './declared.ts';
import type { ServiceEntry } from './entry.ts';

export { PROFILE_CODES, PROFILES, type ProfileCode } from './cdap/profiles.ts';

export type ServiceCode = keyof typeof declared;

const ENTRIES: Readonly<Record<string, ServiceEntry>> = declared;
const placeOf = ({ rule }: ServiceEntry) => Number(rule.slice('SVC-'.length));
const PLACED = Object.entries(ENTRIES).toSorted(([, a], [, b]) => placeOf(a) - placeOf(b)) as [
  ServiceCode,
  ServiceEntry,
][];

/** Every service of the catalogue by its code, in its order (SVC-1 … SVC-8). */
export const CATALOGUE = Object.fromEntries(PLACED) as Readonly<Record<ServiceCode, ServiceEntry>>;
export const SERVICE_CODES = PLACED.map(([code]) => code) as [ServiceCode, ...ServiceCode[]];

/** The label that people read on the portal, by code. */
export const SERVICES = Object.fromEntries(PLACED.map(([code, { label }]) => [code, label])) as Readonly<
  Record<ServiceCode, string>
>;

/** Services that are so: what a rule that is about some of them names them by. */
export function servicesWhere(holds: (entry: ServiceEntry) => boolean): ServiceCode[] {
  return PLACED.filter(([, entry]) => holds(entry)).map(([code]) => code);
}

/** Whether the roles of a service are profiles that are asked for (CONV-10). */
export function isProfiled(service: ServiceCode): boolean {
  return CATALOGUE[service].profiles !== undefined;
}

/** The one service whose roles are profiles (REQ-1): what a form that names no service is about. */
export const PROFILED: ServiceCode = SERVICE_CODES.find(isProfiled) ?? SERVICE_CODES[0];

/** A service that a partner has: opened from its date on, and closed with its bulletin (domain.md §4.3). */
export const SERVICE_STATES = ['PRETE', 'OUVERTE', 'SUSPENDUE', 'FERMEE'] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/** Words of a state, as pages show it. */
export const SERVICE_STATE_LABELS: Record<ServiceState, string> = {
  PRETE: 'Prête',
  OUVERTE: 'Ouvert',
  SUSPENDUE: 'Suspendu',
  FERMEE: 'Fermé',
};
export const SERVICE_STATE_MARKS: Readonly<Record<ServiceState, Mark>> = {
  PRETE: 'done',
  OUVERTE: 'done',
  SUSPENDUE: 'amiss',
  FERMEE: 'plain',
};

/** Roles a bulletin offers by default (SVC-11, CON-12: data of the bulletin, CDAP gets its accepted profiles). */
export function defaultRoles(service: ServiceCode, profiles: readonly ProfileCode[]): string[] {
  return isProfiled(service) ? [...profiles] : [service];
}

/** REQ-17: profiles asked for that the bulletin in force does not offer yet; only Cdap has any. */
export function addedProfiles(
  service: ServiceCode,
  profiles: readonly ProfileCode[],
  inForce: readonly string[],
): ProfileCode[] {
  return isProfiled(service) ? profiles.filter((profile) => !inForce.includes(profile)) : [];
}

/** What a role of a service is called, as people read it: a profile has its label (CDAP-2). */
export function roleLabel(service: ServiceCode, role: string): string {
  const label = CATALOGUE[service].profiles?.[role];
  return label === undefined ? role : `${role}, ${label}`;
}

/** A group that a service names for who manages its declarants (ACT-7). */
export function isHabiliterGroup({ service, code }: { service: ServiceCode; code: string }): boolean {
  return CATALOGUE[service].groups.named?.habiliter === code;
}

/** … and for these (AFAS-4). */
export function isDeclarerGroup({ service, code }: { service: ServiceCode; code: string }): boolean {
  return CATALOGUE[service].groups.named?.declarer === code;
}

/** The group of declarants that the catalogue has, as rights ask about it (AFAS-2). */
export const DECLARERS = PLACED.flatMap(([service, { groups }]) =>
  groups.named === undefined ? [] : [{ service, groupCode: groups.named.declarer }],
)[0];
