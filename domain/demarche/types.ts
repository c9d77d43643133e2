import type { MediaType } from '../attachment/mediaType.ts';
import type { DemarcheCode } from '../protege/demarches.ts';
import type { MeasureCode } from '../protege/measures.ts';
import type { Answers } from './answers.ts';

export const SAID_BY = ['CAF', 'TUTEUR', 'SYSTEME'] as const;

/** Something that was said about a démarche after it was deposited. */
export interface Said {
  /** ISO instant */
  at: string;
  by: (typeof SAID_BY)[number];
  what: 'ask' | 'supply' | 'accept' | 'refuse' | 'close' | 'expire';
  /** its words, sealed; null: none */
  wordsId: string | null;
  /** what the tuteur joined; of one that was said before files could be joined: unsaid */
  file?: JoinedFile | null;
}

/** A file joined to a complement. Its bytes are kept sealed under its id, as long as what was declared; its name, which may be somebody's, is not. */
export interface JoinedFile {
  id: string;
  mediaType: MediaType;
  size: number;
}

/** What a démarche knows beside its state; names nobody, and says nothing of what was declared, which is kept sealed. */
export interface DemarcheFacts {
  form: DemarcheCode;
  /** reference of the protégé (TUT-13) */
  protege: string;
  /** as people read it, on the receipt and in mails */
  number: string;
  /** account of the tuteur who deposited it */
  askedBy: string;
  /** what was declared, sealed */
  declaredId: string;
  exchanges: Said[];
  /** ISO instant since when a complement is awaited */
  askedSince: string | null;
  /** reminders sent about the present wait */
  reminders: number;
}

/** What is kept sealed of a deposit: whom it is about, as they were known then, and what was declared. */
export interface Deposit {
  protege: { number: string; lastName: string; firstName: string; birthDate: string; measure: MeasureCode };
  answers: Answers;
}

/** Its number, of the process's own random key. */
export function demarcheNumber(businessKey: string): string {
  return `DEM-${businessKey.slice(0, 8).toUpperCase()}`;
}

/** Ids of everything sealed that a démarche rests on; any other was left by an act that was refused. */
export function sealedOf(facts: DemarcheFacts): string[] {
  return [...wordsOf(facts), ...filesOf(facts).map(({ id }) => id)];
}

/** … of what was declared and said. */
export function wordsOf({ declaredId, exchanges }: DemarcheFacts): string[] {
  return [declaredId, ...exchanges.flatMap(({ wordsId }) => (wordsId === null ? [] : [wordsId]))];
}

/** What the tuteur joined to its complements. */
export function filesOf({ exchanges }: DemarcheFacts): JoinedFile[] {
  return exchanges.flatMap(({ file }) => (file == null ? [] : [file]));
}
