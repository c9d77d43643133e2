import { SPREADSHEET_LIMITS, type SpreadsheetLimits } from '../adapters/files/spreadsheet/limits.ts';
import { readSpreadsheet } from '../adapters/files/spreadsheet.ts';
import type { Code } from '../domain/codes.ts';
import { invalid, missing } from '../domain/errors.ts';
import type { Column } from '../domain/formats/header.ts';
import { rowsOfList } from '../domain/formats/sheets.ts';
import type { Call } from './route.ts';

/** What may be wrong with a spreadsheet as a whole. */
export const SPREADSHEET_ERRORS = [
  'FICHIER_NON_TABLEUR',
  'FICHIER_TROP_GROS',
  'FICHIER_TROP_DE_LIGNES',
  'COLONNE_MANQUANTE',
  'FEUILLE_INCERTAINE',
  'CHAMP_OBLIGATOIRE',
] as const satisfies readonly Code[];

/** The rows of the list that was joined, whichever sheets it stands on. Throws the refusals of the file, before any row is judged. */
export async function joinedRows<K extends string>(
  { file }: Pick<Call, 'file'>,
  columns: readonly Column<K>[],
  limits: SpreadsheetLimits = SPREADSHEET_LIMITS,
) {
  if (file === null) throw invalid([missing('file', 'Joignez le classeur .xlsx ou le .csv dans le champ « file ».')]);
  return rowsOfList(columns, await readSpreadsheet(file.read, limits));
}
