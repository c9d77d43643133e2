/** What an avenant rewrites (CONV-16). Those drafted before missions were a list hold them as one text, joined by « , ». */
export interface AvenantValues {
  siret?: string;
  missions?: string[] | string;
  departments?: string[];
  /** Caf that contracts (DEL-8) */
  caf?: string;
}

export const AVENANT_OBJECTS = [
  'VERIFICATION_MISSION_ESAT',
  'CORRECTION_SIRET',
  'CHANGEMENT_SIRET',
  'EXTENSION_PORTEE',
  'CHANGEMENT_CAF',
] as const;
export type AvenantObject = (typeof AVENANT_OBJECTS)[number];

/** Of a corrected SIRET: the one of Tiersi, or the former one again; unsaid: the bulletin's (ESAT-21). */
export const SIRET_GROUNDS = ['TIERSI', 'RETOUR'] as const;

export interface AvenantChange {
  object: AvenantObject;
  before: AvenantValues;
  after: AvenantValues;
  ground?: (typeof SIRET_GROUNDS)[number];
  /** it comes into force with the Caf's signature alone: the party stays the same (TUT-7, TUT-11) */
  byCaf?: true;
}

/** The missions that an avenant names, one by one; undefined when it is not about them. */
export function avenantMissions({ missions }: AvenantValues): string[] | undefined {
  return typeof missions === 'string' ? missions.split(', ').filter((mission) => mission !== '') : missions;
}

/** DEL-8: the Caf that contracts: the one that signed the convention, until an avenant says another. */
export function contractingCaf({ caf, content }: { caf: string; content: { contractingCaf?: string } }): string {
  return content.contractingCaf ?? caf;
}
