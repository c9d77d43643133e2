import {
  addedProfiles,
  CATALOGUE,
  PROFILE_CODES,
  type ProfileCode,
  SERVICE_CODES,
  type ServiceCode,
} from './services.ts';

/** A service that may be asked for, and what of it. */
export interface Offer {
  service: ServiceCode;
  /** of a service with profiles: those that the partner does not have (REQ-17) */
  profiles: ProfileCode[];
}

/** What of the catalogue a partner does not have, and has not asked for already (CONV-7). */
export function offersFor(
  inForce: readonly { service: ServiceCode; roles: readonly string[] }[],
  underWay: readonly ServiceCode[],
): Offer[] {
  return SERVICE_CODES.filter((service) => !underWay.includes(service)).flatMap((service): Offer[] => {
    const roles = inForce.find((one) => one.service === service)?.roles;
    const profiles = addedProfiles(service, PROFILE_CODES, roles ?? []);
    if (CATALOGUE[service].profiles !== undefined) return profiles.length === 0 ? [] : [{ service, profiles }];
    return roles === undefined ? [{ service, profiles: [] }] : [];
  });
}
