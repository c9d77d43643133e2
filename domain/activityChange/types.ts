import type { Worker } from '../esatDeclaration/read.ts';

/** What may change for a worker in the year (ESAT-9); work in the ordinary environment at the same time is ESAT-12. */
export const CHANGES = {
  AUGMENTATION: 'Augmentation du taux d’activité',
  DIMINUTION: 'Diminution du taux d’activité',
  DEPART: 'Départ de l’Esat',
  CUMUL: 'Travail en milieu ordinaire en même temps',
} as const;
export type ChangeCode = keyof typeof CHANGES;
export const CHANGE_CODES = Object.keys(CHANGES) as ChangeCode[];

/** A form as it was typed. */
export const CHANGE_FIELDS = {
  number: 'N° allocataire',
  lastName: 'Nom',
  firstName: 'Prénom',
  birthDate: 'Date de naissance',
  caf: 'Caf',
  aah: 'Bénéficiaire AAH',
  change: 'Changement',
  effectiveOn: 'Date d’effet',
  knownRate: 'Taux d’activité jusqu’ici',
  rate: 'Nouveau taux d’activité',
  cumulMilieuOrdinaire: 'Travaille aussi en milieu ordinaire',
  ordinaryFrom: 'Début en milieu ordinaire',
  ordinaryUntil: 'Fin en milieu ordinaire',
} as const;
export type ChangeField = keyof typeof CHANGE_FIELDS;
export const CHANGE_FIELD_NAMES = Object.keys(CHANGE_FIELDS) as ChangeField[];
export type TypedChange = Readonly<Record<ChangeField, string>>;

/** The rate that was known of a worker, and since when. */
export interface KnownRate {
  rate: number;
  /** 'YYYY-MM-DD' */
  on: string;
}

/** What is declared; kept sealed as a whole. */
export interface ActivityChange {
  worker: Worker;
  change: ChangeCode;
  /** 'YYYY-MM-DD' */
  effectiveOn: string;
  /** the rate until then: the one that was known, or the one that the Esat says where none was */
  rateBefore: number;
  /** of a change of rate */
  rate: number | null;
  /** work in the ordinary environment at the same time, as the Esat declares it for the beneficiary (ESAT-12, CON-15) */
  ordinary: { from: string; until: string | null } | null;
}

/** What the case knows beside its state: it names nobody. */
export interface ActivityChangeFacts {
  /** as people read it, on the receipt and in mails */
  number: string;
  change: ChangeCode;
  /** account of who declared it */
  askedBy: string;
  /** keyed mark of the worker, by which their earlier changes are found again */
  worker: string;
  /** what was declared, sealed */
  declaredId: string;
  /** what the Caf answered with, sealed; null: no words */
  answerId: string | null;
}

/** Its number, of the process's own random key. */
export function changeNumber(businessKey: string): string {
  return `CA-${businessKey.slice(0, 8).toUpperCase()}`;
}
