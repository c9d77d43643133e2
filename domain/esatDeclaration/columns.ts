import type { Column } from '../formats/header.ts';

export type LineColumn =
  | 'number'
  | 'lastName'
  | 'firstName'
  | 'birthDate'
  | 'caf'
  | 'aah'
  | 'rate'
  | 'direct'
  | 'aid'
  | 'other';

/**
 * A worker's line ([P]: the instruction names « les éléments » of November's guaranteed remuneration and no column, ESAT-7): who it is, their
 * Caf, whether they receive the AAH, the rate of activity, and each element of the pay.
 */
export const LINE_COLUMNS = [
  { key: 'number', header: 'N° allocataire', required: true, aliases: ['Numéro', 'Matricule'] },
  { key: 'lastName', header: 'Nom', required: true, aliases: ['Nom de famille'] },
  { key: 'firstName', header: 'Prénom', required: true },
  { key: 'birthDate', header: 'Date de naissance', required: true, aliases: ['Naissance', 'Né le', 'Né(e) le'] },
  { key: 'caf', header: 'Caf', required: true, aliases: ['Caf du travailleur', 'Code Caf', 'Département'] },
  { key: 'aah', header: 'Bénéficiaire AAH', required: true, aliases: ['AAH', 'Reçoit l’AAH'] },
  { key: 'rate', header: 'Taux d’activité', required: true, aliases: ['Taux', 'Taux d’activité (%)'] },
  {
    key: 'direct',
    header: 'Rémunération directe',
    required: true,
    aliases: ['Part Esat', 'Rémunération financée par l’Esat', 'Salaire direct'],
  },
  { key: 'aid', header: 'Aide au poste', required: true, aliases: ['Part État'] },
  { key: 'other', header: 'Autres éléments', required: false, aliases: ['Primes', 'Bonification'] },
] as const satisfies readonly Column<LineColumn>[];

export const LINE_KEYS: readonly LineColumn[] = LINE_COLUMNS.map(({ key }) => key);

/** A line as it was typed or read from a cell: kept whatever it says. */
export type TypedLine = Readonly<Record<LineColumn, string>>;

/** Text of a cell whose value nobody knows: an error, or a formula without its result. It stays wrong until somebody types the value. */
export const UNKNOWN_CELL = '#ERREUR';

/** The header of a column, as messages name it. */
export function columnName(key: LineColumn): string {
  return LINE_COLUMNS.find((column) => column.key === key)?.header ?? key;
}

/** More workers than any Esat has: what one declaration may hold. */
export const MAX_LINES = 2_000;

/** What the versions of a declaration are of, as a refusal names it. */
export const DRAFT = 'Le brouillon de la déclaration';
