import { type Range, read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { cellName, type Sheet, type SheetRow, type UnknownCell } from '../../../domain/formats/sheet.ts';
import { cellReader } from './cellText.ts';
import { csvText } from './csv.ts';
import type { SpreadsheetLimits } from './limits.ts';
import {
  countedStrings,
  distinctCells,
  firstStyleSays,
  isSharedStrings,
  isStyles,
  ownFormats,
  styledCells,
} from './parserXml.ts';
import { damaged, notASpreadsheet, SpreadsheetRefused, tooManyBytes, tooManyColumns, tooManyRows } from './refusals.ts';
import { isSheet, measureSheet, xmlText } from './sheetXml.ts';
import { inflate, packStored, ZipRefused } from './zip.ts';

const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ARCHIVE = Buffer.from('PK');

/** Formulas are kept to be told from values and are never evaluated; stubs, as a formula without its value is one. */
const PARSING = { dense: true, cellFormula: true, sheetStubs: true, cellNF: true, cellText: false, cellHTML: false };

/**
 * Reads the sheets of an .xlsx workbook or a .csv (S8): what is parsed is exactly what was measured, the archive inflated through a byte cap
 * and every sheet's rows counted before. Throws SpreadsheetRefused with the cause.
 */
export async function parseSpreadsheet(file: Buffer, limits: SpreadsheetLimits): Promise<Sheet[]> {
  if (file.length === 0) throw new SpreadsheetRefused(notASpreadsheet('Ce fichier est vide.'));
  if (startsWith(file, COMPOUND_FILE))
    throw new SpreadsheetRefused({
      code: 'FICHIER_NON_TABLEUR',
      message:
        "Ce classeur est protégé par un mot de passe ou dans l'ancien format .xls. Enregistrez-le sans mot de passe au format .xlsx, puis importez-le.",
    });
  if (!startsWith(file, ARCHIVE))
    return sheetsOf(read(csvText(file, limits), { ...PARSING, type: 'string', raw: true }), limits);
  const measured = await measuredWorkbook(file, limits);
  return sheetsOf(parsed(measured), limits);
}

function startsWith(file: Buffer, start: Buffer): boolean {
  return file.subarray(0, start.length).equals(start);
}

async function measuredWorkbook(file: Buffer, limits: SpreadsheetLimits): Promise<Buffer> {
  const parts = await inflated(file, limits);
  if (parts.has('content.xml'))
    throw new SpreadsheetRefused(notASpreadsheet("Ce classeur est au format .ods, qui n'est pas lu ici."));
  if ([...parts.keys()].some((name) => name.endsWith('workbook.bin')))
    throw new SpreadsheetRefused(notASpreadsheet("Ce classeur est au format .xlsb, qui n'est pas lu ici."));
  const styled = [...parts.values()].map(stylesIn).some((xml) => xml !== null && firstStyleSays(xml));
  const measured = new Map<string, Buffer>();
  let sheets = 0;
  for (const [name, part] of parts) {
    const xml = xmlText(part);
    if (isSheet(xml)) {
      sheets += 1;
      measureSheet(xml, limits);
    }
    measured.set(name, Buffer.from(readRightly(xml, parts, styled)));
  }
  if (sheets === 0)
    throw new SpreadsheetRefused(notASpreadsheet("Ce fichier n'est pas un classeur .xlsx : il n'a aucune feuille."));
  return packStored(measured);
}

/** The part as text where it is the one of styles. Its name may be any. */
function stylesIn(part: Buffer): string | null {
  const head = part.subarray(0, 1_000).toString('latin1').replaceAll('\0', '');
  if (!/<(?:[\w.-]+:)?styleSheet[\s>]/.test(head)) return null;
  const xml = xmlText(part);
  return isStyles(xml) ? xml : null;
}

/** `styled`: a cell that names no style has one all the same. */
function readRightly(xml: string, parts: ReadonlyMap<string, unknown>, styled: boolean): string {
  if (isSheet(xml)) return styled ? styledCells(distinctCells(xml)) : distinctCells(xml);
  if (isStyles(xml)) return ownFormats(xml);
  return isSharedStrings(xml) ? countedStrings(xml) : withoutLost(xml, parts);
}

/** A part that is named and not there (styles, a theme) is not needed to read cells: whoever opens the file does without it too. */
function withoutLost(xml: string, parts: ReadonlyMap<string, unknown>): string {
  return xml.replace(
    /<(?:[\w.-]+:)?Override\s[^<>]*PartName\s*=\s*["']\/?([^"']+)["'][^<>]*>/g,
    (whole, name: string) => (parts.has(name) ? whole : ''),
  );
}

async function inflated(file: Buffer, limits: SpreadsheetLimits): Promise<Map<string, Buffer>> {
  try {
    return await inflate(
      file,
      limits.maxBytes,
      (name) => /\.(?:xml|rels|bin)$/i.test(name) && !/^docProps\//.test(name),
    );
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    throw new SpreadsheetRefused(
      error.why === 'TOO_BIG' ? tooManyBytes(limits) : damaged("l'archive est incomplète ou endommagée"),
      { cause: error },
    );
  }
}

function parsed(measured: Buffer): WorkBook {
  try {
    return read(measured, { ...PARSING, type: 'buffer' });
  } catch (error) {
    throw new SpreadsheetRefused(damaged('son contenu ne se lit pas'), { cause: error });
  }
}

function sheetsOf(workbook: WorkBook, limits: SpreadsheetLimits): Sheet[] {
  const readCell = cellReader(workbook.Workbook?.WBProps?.date1904 === true);
  return workbook.SheetNames.flatMap((name, index) => {
    const sheet: WorkSheet | undefined = workbook.Sheets[name];
    // a sheet of charts holds no cell; one that the parser gave up has no content at all
    if ((sheet?.['!type'] ?? 'sheet') !== 'sheet') return [];
    if (sheet?.['!data'] === undefined) throw new SpreadsheetRefused(damaged(`la feuille « ${name} » ne se lit pas`));
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    hideCovered(sheet['!data'], sheet['!merges'] ?? []);
    return [{ name, hidden, rows: rowsOf(name, sheet['!data'], readCell, limits) }];
  });
}

/** What lies under merged cells nobody sees: only the first one of them is there. */
function hideCovered(data: NonNullable<WorkSheet['!data']>, merges: readonly Range[]): void {
  for (const { s: first, e: last } of merges)
    for (let row = first.r; row <= Math.min(last.r, data.length - 1); row += 1) {
      const cells = data[row];
      if (cells === undefined) continue;
      for (let column = first.c; column <= Math.min(last.c, cells.length - 1); column += 1)
        if (row !== first.r || column !== first.c) delete cells[column];
    }
}

function rowsOf(
  name: string,
  data: NonNullable<WorkSheet['!data']>,
  readCell: ReturnType<typeof cellReader>,
  limits: SpreadsheetLimits,
): SheetRow[] {
  const rows: SheetRow[] = [];
  // sparse: a space in the last row of all must not fill up a million rows
  data.forEach((line, index) => {
    const cells: string[] = [];
    const unknown: UnknownCell[] = [];
    const row = index + 1;
    line.forEach((cell, column) => {
      const value = readCell(cell);
      const text = 'text' in value ? value.text : '';
      if (text === '' && 'text' in value) return;
      if (column >= limits.maxColumns)
        throw new SpreadsheetRefused(tooManyColumns(limits, cellName({ row, cells: [] }, column)));
      while (cells.length < column) cells.push('');
      cells[column] = text;
      if ('error' in value) unknown.push({ index: column, error: value.error });
    });
    if (cells.length === 0) return;
    if (row > limits.maxRows) throw new SpreadsheetRefused(tooManyRows(limits, name));
    rows.push(unknown.length === 0 ? { row, cells } : { row, cells, unknown });
  });
  return rows;
}
