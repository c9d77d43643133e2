/** Who manages the habilitations (DEL-1): documents, which have the type of their own, know services. */
type Mode = 'DELEGUE' | 'CENTRALISE';

/** What MCP and Habtiers know of an organisme before its dossier begins (§6.3). */
export interface KnownBefore {
  knownInMcp: boolean;
  knownInHabtiers: boolean;
  activeInHabtiers: boolean | null;
  conventionNumber: string | null;
  conventionSiret: string | null;
  conventionMode: Mode | null;
}

/** The convention in force of who asks. */
export interface HeldConvention {
  number: string | null;
  siret: string;
  mode: Mode | null;
}
