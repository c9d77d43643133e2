import { readSpreadsheet } from '../adapters/files/spreadsheet.ts';
import type { Code } from '../domain/codes.ts';
import { invalid, missing } from '../domain/errors.ts';
import type { Call } from './route.ts';

/** What may be wrong with a spreadsheet as a whole. */
export const SPREADSHEET_ERRORS = [
  'FICHIER_NON_TABLEUR',
  'FICHIER_TROP_GROS',
  'FICHIER_TROP_DE_LIGNES',
  'COLONNE_MANQUANTE',
  'CHAMP_OBLIGATOIRE',
] as const satisfies readonly Code[];

/** The rows of the spreadsheet that was joined. Throws CHAMP_OBLIGATOIRE, FICHIER_NON_TABLEUR, FICHIER_TROP_GROS, FICHIER_TROP_DE_LIGNES. */
export async function joinedRows({ file }: Pick<Call, 'file'>) {
  if (file === null) throw invalid([missing('file', 'Joignez le classeur .xlsx dans le champ « file ».')]);
  return readSpreadsheet(file.bytes);
}
