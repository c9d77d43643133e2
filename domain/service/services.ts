/** Service catalogue (SVC-1 … SVC-8): code and the label people read on the portal. */
export const SERVICES = {
  CDAP: 'Consulter dossier (Cdap)',
  AFAS: "Aide financière d'action sociale (Afas)",
  ADONIS: 'Adonis',
  OFFRE_BAILLEURS: 'Offre-bailleurs',
  ESPACE_BAILLEUR: 'Espace Bailleur',
  DGFIP: 'Offre DGFIP',
  ESAT: 'Esat',
  TUTEUR: 'Espace Tuteur',
} as const;

export type ServiceCode = keyof typeof SERVICES;
export const SERVICE_CODES = Object.keys(SERVICES) as ServiceCode[];

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

/** CDAP profiles (FMT-17, CDAP-2) with the words of the public form. */
export const PROFILES = {
  T1: 'Action sociale',
  T2: 'Prestataires de services sociaux',
  T4: 'Services instructeurs RSA',
  T9: "Mesures de protection des majeurs et de l'enfance",
  T10: 'Bailleurs',
} as const;

export type ProfileCode = keyof typeof PROFILES;
export const PROFILE_CODES = Object.keys(PROFILES) as ProfileCode[];

/** Roles a bulletin offers by default (SVC-11, CON-12: data of the bulletin, CDAP gets its accepted profiles). */
export function defaultRoles(service: ServiceCode, profiles: readonly ProfileCode[]): string[] {
  return service === 'CDAP' ? [...profiles] : [service];
}

/** REQ-17: profiles asked for that the bulletin in force does not offer yet; only Cdap has any. */
export function addedProfiles(
  service: ServiceCode,
  profiles: readonly ProfileCode[],
  inForce: readonly string[],
): ProfileCode[] {
  return service === 'CDAP' ? profiles.filter((profile) => !inForce.includes(profile)) : [];
}
