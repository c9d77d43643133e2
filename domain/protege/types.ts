import type { MeasureCode } from './measures.ts';

/** Someone under protection, as a source entrusts them to an establishment (TUT-16, TUT-18). */
export interface Protege {
  /** opaque, kept from one file to the next: what traces and démarches name */
  reference: string;
  /** as the Caf knows them */
  number: string;
  lastName: string;
  firstName: string;
  /** 'YYYY-MM-DD' */
  birthDate: string;
  measure: MeasureCode;
  /** 'YYYY-MM-DD', its last day; null: without an end */
  measureEndsOn: string | null;
  /** establishment to which they are entrusted */
  siret: string;
}

/** TUT-9: what of the organisme's number protégés are searched by. */
export type SearchBy = 'SIRET' | 'SIREN';

/** A live group of the Espace Tuteur with its role, of which the person is a member: the establishments it is limited to, none: all of them. */
export interface TuteurGroup {
  establishments: readonly string[];
}

/** Someone who may enter the Espace Tuteur now, and what they may reach there. */
export interface Tuteur {
  userId: string;
  partner: { id: string; caf: string; siret: string; siren: string };
  groups: readonly TuteurGroup[];
  searchBy: SearchBy;
}
