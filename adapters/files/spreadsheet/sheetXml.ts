import type { SpreadsheetLimits } from './limits.ts';
import { columnNumber } from './parserXml.ts';
import { damaged, SpreadsheetRefused, tooManyRows } from './refusals.ts';

/** Largest numbers a spreadsheet program writes. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** An XML part as text, in the encoding that its first bytes or its declaration name; what is said to programs and comments are left out. */
export function xmlText(part: Buffer): string {
  const head = part.subarray(0, 200);
  const wide = head.includes(0);
  const declared = /<\?xml[^<>]*encoding=["']([\w.-]+)["']/.exec(head.toString('latin1'))?.[1];
  const encoding = wide ? (head[0] === 0xfe || head[0] === 0 ? 'utf-16be' : 'utf-16le') : (declared ?? 'utf-8');
  const text = new TextDecoder(encoding).decode(part);
  // an entity of its own making could stand for anything, a million times (S8)
  if (/<!DOCTYPE/i.test(text)) throw new SpreadsheetRefused(damaged('il déclare des entités XML'));
  return withSurrogates(text).replace(
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g,
    (_, data?: string) => escaped(data ?? ''),
  );
}

/** The parser writes what lies beyond the first plane as another letter. */
function withSurrogates(text: string): string {
  return text.replace(/&#(?:x([\da-f]{5,6})|(\d{5,7}));/gi, (whole, hex?: string, decimal?: string) => {
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0xffff && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function isSheet(xml: string): boolean {
  return /^\s*<(?:[\w.-]+:)?worksheet[\s>]/.test(xml);
}

/** Attributes as every reader takes them: each named, its value quoted. */
const ATTRIBUTES = /^(?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?$/;
const TAG = /<(\/?)(?:[\w.-]+:)?(row|c|v|t)(?=[\s/>])([^<>]*)>/g;

/**
 * Measures a sheet before it is parsed (S8): how many rows hold something, and that every row and cell stands where every reader would put
 * it, so that none lies hidden under another. Throws SpreadsheetRefused.
 */
export function measureSheet(xml: string, limits: SpreadsheetLimits): void {
  const heldRows = new Set<number>();
  let row = 0;
  let column = 0;
  let inRow = false;
  let inCell = false;
  let inValue = false;
  for (const tag of xml.matchAll(TAG)) {
    const [whole, slash, name, attributes = ''] = tag;
    const closes = slash !== '';
    const empty = attributes.endsWith('/');
    if (!ATTRIBUTES.test(attributes)) throw new SpreadsheetRefused(damaged(`une balise après la ligne ${row}`));
    if (name === 'row') {
      if (closes !== inRow || inCell) throw new SpreadsheetRefused(damaged(`une ligne après la ligne ${row}`));
      if (!closes) {
        const before = row;
        row = numberOf(attributes) ?? row + 1;
        // some programs write one row in several pieces: its cells go on where the piece before ended
        const goesOn = row === before;
        if (row < 1 || row > LAST_ROW || (heldRows.has(row) && !goesOn))
          throw new SpreadsheetRefused(damaged(`la ligne ${row}`));
        if (!goesOn) column = 0;
      }
      inRow = !closes && !empty;
    } else if (name === 'c') {
      if (!inRow || closes !== inCell || inValue)
        throw new SpreadsheetRefused(damaged(`une cellule de la ligne ${row}`));
      if (!closes) column = columnOf(attributes, row, column);
      inCell = !closes && !empty;
    } else if (!empty) {
      if (!inCell || closes !== inValue)
        throw new SpreadsheetRefused(damaged(`une valeur hors d'une cellule, ligne ${row}`));
      inValue = !closes;
      if (closes) continue;
      const start = tag.index + whole.length;
      if (xml.slice(start, xml.indexOf('<', start)).trim() !== '') heldRows.add(row);
      if (heldRows.size > limits.maxRows) throw new SpreadsheetRefused(tooManyRows(limits));
    }
  }
  if (inRow || inCell) throw new SpreadsheetRefused(damaged(`la fin de la ligne ${row}`));
}

function placeOf(attributes: string): string | undefined {
  const found = [...attributes.matchAll(/(?:^|[\s:])r\s*=\s*["']([^"']*)["']/g)];
  if (found.length > 1) throw new SpreadsheetRefused(damaged('deux numéros pour une ligne'));
  return found[0]?.[1];
}

function numberOf(attributes: string): number | undefined {
  const place = placeOf(attributes);
  if (place === undefined) return undefined;
  return /^\d{1,7}$/.test(place) ? Number(place) : 0;
}

/** A cell that does not say where it stands follows the one before. */
function columnOf(attributes: string, row: number, before: number): number {
  const place = placeOf(attributes);
  if (place === undefined) return before + 1;
  const [, letters = '', digits] = /^([A-Za-z]{1,3})(\d{1,7})$/.exec(place) ?? [];
  const column = columnNumber(letters);
  if (Number(digits) !== row || column > LAST_COLUMN || column <= before)
    throw new SpreadsheetRefused(damaged(`la cellule ${place}`));
  return column;
}
