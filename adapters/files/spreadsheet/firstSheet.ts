import { attributeOf, type Tag, tagsOf, XmlRefused } from './xmlTags.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

/** Parts that may hold a value of the first sheet; everything else in a workbook is left aside. */
export function isWorkbookPart(name: string): boolean {
  return name.startsWith('xl/') && (name.endsWith('.xml') || name.endsWith('.rels'));
}

export interface WorkbookParts {
  /** name of the first sheet's part, and its text */
  sheet: string;
  xml: string;
  /** the parts needed to read it, without the sheet itself */
  others: Map<string, Buffer>;
}

/** Finds the first sheet of a workbook, in the order of its tabs; undefined where the archive holds no workbook. Throws XmlRefused. */
export function findFirstSheet(parts: ReadonlyMap<string, Buffer>): WorkbookParts | undefined {
  const workbook = parts.get(WORKBOOK);
  const relations = parts.get(RELATIONS);
  if (!workbook || !relations) return undefined;
  const sheetTag = firstTag(workbook, 'sheet');
  const relationId = sheetTag && attributeOf(sheetTag, 'id');
  const others = new Map([
    [WORKBOOK, workbook],
    [RELATIONS, relations],
  ]);
  let sheet: { sheet: string; xml: string } | undefined;
  for (const tag of tagsOf(relations.toString('utf8'))) {
    if (tag.name !== 'Relationship') continue;
    const target = attributeOf(tag, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const part = parts.get(path);
    if (part && /\/(sharedStrings|styles)$/.test(attributeOf(tag, 'Type') ?? '')) others.set(path, part);
    if (part && attributeOf(tag, 'Id') === relationId) sheet = { sheet: path, xml: part.toString('utf8') };
  }
  return sheet && { ...sheet, others };
}

function firstTag(part: Buffer, name: string): Tag | undefined {
  for (const tag of tagsOf(part.toString('utf8'))) {
    if (tag.name === name && tag.kind !== 'close') return tag;
  }
  return undefined;
}

/** What a sheet may measure. */
export interface SheetLimits {
  maxRows: number;
  maxColumns: number;
}

export class SheetTooLarge extends Error {
  readonly dimension: 'rows' | 'columns';

  constructor(dimension: 'rows' | 'columns') {
    super(dimension);
    this.dimension = dimension;
  }
}

/** Largest numbers a spreadsheet program writes. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/**
 * Measures a sheet before it is parsed as a whole and returns it without what surrounds the rows and without the blank rows at its end
 * (formatted columns leave a million of them); '' for a sheet that holds no value. A row or column far out would otherwise be filled up to
 * by the parser. Throws SheetTooLarge, or XmlRefused where rows and cells are not where a sheet has them.
 */
export function trimSheet(xml: string, limits: SheetLimits): string {
  let bodyStart = -1;
  let bodyEnd = -1;
  let row = 0;
  let inRow = false;
  let rowHolds = false;
  let column = 0;
  for (const tag of tagsOf(xml)) {
    if (bodyStart === -1) {
      if (tag.name === 'sheetData') {
        if (tag.kind !== 'open') return '';
        bodyStart = tag.end;
      }
      continue;
    }
    if (tag.name === 'sheetData') break;
    if (tag.name === 'row') {
      if (tag.kind === 'close') {
        if (rowHolds) bodyEnd = tag.end;
        inRow = false;
      } else {
        row = rowNumber(tag, row);
        inRow = tag.kind === 'open';
        rowHolds = false;
      }
    } else if (tag.name === 'c' && tag.kind !== 'close') {
      if (!inRow) throw new XmlRefused('A cell outside a row');
      column = columnNumber(tag, row);
    } else if ((tag.name === 'v' || tag.name === 't') && tag.kind === 'open') {
      rowHolds = true;
      if (row > limits.maxRows) throw new SheetTooLarge('rows');
      if (column > limits.maxColumns) throw new SheetTooLarge('columns');
    }
  }
  if (bodyEnd === -1) return '';
  return `<worksheet><sheetData>${xml.slice(bodyStart, bodyEnd)}</sheetData></worksheet>`;
}

function rowNumber(tag: Tag, previous: number): number {
  const written = attributeOf(tag, 'r');
  const row = written === undefined ? previous + 1 : positive(written);
  if (row <= previous || row > LAST_ROW) throw new XmlRefused(`Row ${row} after row ${previous}`);
  return row;
}

function columnNumber(tag: Tag, row: number): number {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(attributeOf(tag, 'r') ?? '') ?? [];
  if (letters === undefined || positive(digits) !== row) throw new XmlRefused(`A cell without its place in row ${row}`);
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (column > LAST_COLUMN) throw new XmlRefused(`Column ${letters}`);
  return column;
}

function positive(written: string | undefined): number {
  if (!/^[1-9]\d{0,6}$/.test(written ?? '')) throw new XmlRefused(`Not a number: ${written}`);
  return Number(written);
}
