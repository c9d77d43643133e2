import type { UserInput } from '../account/types.ts';
import type { Code } from '../codes.ts';
import type { Doubt } from '../formats/cell.ts';
import type { Mark } from '../formats/mark.ts';
import type { FormatFault } from '../formats/parsed.ts';

export const IMPORT_STATES = ['EN_COURS', 'TERMINEE', 'ANNULEE'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Words of a state, as pages show it. */
export const IMPORT_STATE_LABELS: Record<ImportState, string> = {
  EN_COURS: 'En cours',
  TERMINEE: 'Terminée',
  ANNULEE: 'Annulée',
};
export const IMPORT_STATE_MARKS: Readonly<Record<ImportState, Mark>> = {
  EN_COURS: 'plain',
  TERMINEE: 'done',
  ANNULEE: 'amiss',
};

/** What a row of the list becomes: an account; nothing, as the person has one or stands in a row above; or nothing until it is corrected. */
export const USER_VERDICTS = ['accepted', 'toConfirm', 'existing', 'duplicate', 'refused'] as const;
export type UserVerdict = (typeof USER_VERDICTS)[number];

/** Words of a verdict, as pages show it. */
export const USER_VERDICT_LABELS: Record<UserVerdict, string> = {
  accepted: 'Sera créée',
  toConfirm: 'À confirmer',
  existing: 'A déjà un compte',
  duplicate: 'Doublon du fichier',
  refused: 'À corriger',
};

/** Why, in words; `column` as the spreadsheet writes it, '' for the row as a whole. */
export interface RowReason {
  code: Code;
  column: string;
  message: string;
}

export interface JudgedUser {
  row: number;
  verdict: UserVerdict;
  reasons: RowReason[];
  input: UserInput;
  groupIds: string[];
}

/** One line of the list, read but not judged. */
export interface ReadUser {
  row: number;
  input: UserInput;
  /** codes of groups, as typed */
  groupCodes: string[];
  /** assistant social du travail, who never has T1 (REQ-8); null: unsaid */
  workplaceSocialWorker: boolean | null;
  faults: { column: UserColumn; fault: FormatFault }[];
  notes: Doubt<UserColumn>[];
}

export type UserColumn =
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'phone'
  | 'group'
  | 'qualification'
  | 'numeroInstructeur'
  | 'codeBailleur'
  | 'titre'
  | 'workplaceSocialWorker';
