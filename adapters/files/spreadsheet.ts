import { readSheet } from 'read-excel-file/node';
import { DomainError } from '../../domain/errors.ts';
import type { SheetRow } from '../../domain/formats/sheet.ts';
import { cellTexts, NumberText } from './spreadsheet/cellText.ts';
import { findFirstSheet, isWorkbookPart, SheetTooLarge, trimSheet } from './spreadsheet/firstSheet.ts';
import { inflate, packStored, ZipRefused } from './spreadsheet/zip.ts';

/** What an uploaded workbook may measure (S8). */
export interface SpreadsheetLimits {
  /** bytes of the whole workbook once inflated */
  maxBytes: number;
  /** number of the last row that holds something, as the spreadsheet shows it: header and blank rows count */
  maxRows: number;
  maxColumns: number;
}

export const SPREADSHEET_LIMITS: SpreadsheetLimits = { maxBytes: 20 * 1024 * 1024, maxRows: 20_000, maxColumns: 200 };

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Reads the first sheet of an uploaded .xlsx into rows of text (S8). Rows that hold nothing are left out; the others keep the number the
 * spreadsheet shows. Formulas are never evaluated: the value saved with one is text, without one the cell is empty. Numbers keep every
 * digit, dates read 'dd/mm/yyyy', booleans 'VRAI' and 'FAUX'.
 *
 * What is parsed is exactly what was measured: the archive is inflated through a byte cap, the sheet measured and trimmed, and only then
 * handed to the parser in an archive of our own making.
 * Throws FICHIER_NON_TABLEUR, FICHIER_TROP_GROS or FICHIER_TROP_DE_LIGNES.
 */
export async function readSpreadsheet(
  file: Buffer,
  limits: SpreadsheetLimits = SPREADSHEET_LIMITS,
): Promise<SheetRow[]> {
  try {
    const workbook = findFirstSheet(await inflate(file, limits.maxBytes, isWorkbookPart));
    if (!workbook) throw notASpreadsheet(file);
    const sheet = trimSheet(workbook.xml, limits);
    if (sheet === '') return [];
    const measured = packStored(new Map([...workbook.others, [workbook.sheet, Buffer.from(sheet)]]));
    const rows = await readSheet(measured, 1, {
      parseNumber: (written: string) => new NumberText(written),
      trim: false,
    });
    const textOf = cellTexts();
    return rows
      .map((cells, index) => ({ row: index + 1, cells: cells.map(textOf) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    throw refusal(error, file, limits);
  }
}

/** Every failure is the file's: nothing here depends on anything else. */
function refusal(error: unknown, file: Buffer, limits: SpreadsheetLimits): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof ZipRefused && error.why === 'TOO_BIG') {
    const megabytes = Math.floor(limits.maxBytes / 1024 / 1024);
    const message = `Le fichier est trop gros : plus de ${megabytes} Mo une fois décompressé. Ne gardez que la feuille à importer, sans image, ou coupez-la en plusieurs fichiers.`;
    return new DomainError('FICHIER_TROP_GROS', message);
  }
  if (error instanceof SheetTooLarge && error.dimension === 'rows') {
    const message = `La première feuille dépasse ${limits.maxRows.toLocaleString('fr-FR')} lignes. Coupez-la en plusieurs fichiers.`;
    return new DomainError('FICHIER_TROP_DE_LIGNES', message);
  }
  if (error instanceof SheetTooLarge) {
    const message = `La première feuille dépasse ${limits.maxColumns} colonnes. Supprimez celles qui ne servent pas.`;
    return new DomainError('FICHIER_TROP_GROS', message);
  }
  return notASpreadsheet(file);
}

function notASpreadsheet(file: Buffer): DomainError {
  const message = file.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE)
    ? "Ce classeur est protégé par un mot de passe ou dans l'ancien format .xls. Enregistrez-le sans mot de passe au format .xlsx, puis importez-le."
    : "Ce fichier n'est pas un classeur .xlsx lisible. Ouvrez-le dans votre tableur, enregistrez-le au format « Classeur Excel (.xlsx) », puis importez-le.";
  return new DomainError('FICHIER_NON_TABLEUR', message);
}
