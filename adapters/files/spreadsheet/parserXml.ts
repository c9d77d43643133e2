/**
 * What the parser is handed instead of the parts as they came: the same cells, each said in the one way that it reads rightly. Parts were
 * measured before (sheetXml.ts), so a tag is what it looks like.
 */

/** A sheet: every cell says where it stands, a value that is not there is not made up, and of a formula there is only that it is one. */
export function distinctCells(xml: string): string {
  const placed = PLACELESS.test(xml) ? withPlaces(xml) : xml;
  return placed.replace(EMPTY, '').replace(FORMULA, '<$1>0</$1>').replace(CELL, distinctCell);
}

const PLACELESS = /<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])(?![^<>]*\sr\s*=\s*["'][A-Z]{0,3}\d)/;
const PLACED = /<((?:[\w.-]+:)?)(row|c)(?=[\s/>])([^<>]*)>/g;
const PLACE = /\s(?:[\w.-]+:)?r\s*=\s*["']([A-Za-z]*)(\d+)["']/;

/** The parser looks for a place in the text of a cell that has none, and knows capital letters only. */
function withPlaces(xml: string): string {
  let row = 0;
  let column = 0;
  return xml.replace(PLACED, (_, prefix: string, name: string, attributes: string) => {
    const [, letters = '', digits] = PLACE.exec(attributes) ?? [];
    const rest = attributes.replace(PLACE, '');
    if (name === 'row') {
      const before = row;
      row = digits === undefined ? row + 1 : Number(digits);
      if (row !== before) column = 0;
      return `<${prefix}row r="${row}"${rest}>`;
    }
    column = letters === '' ? column + 1 : columnNumber(letters);
    return `<${prefix}c r="${columnName(column)}${row}"${rest}>`;
  });
}

/** 1 → 'A', 27 → 'AA'. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + ((column - 1) % 26));
  return column <= 26 ? letter : columnName(Math.floor((column - 1) / 26)) + letter;
}

/** 'A' → 1, 'aa' → 27. */
export function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Mostly formatted by the column. */
const EMPTY = /<(?:[\w.-]+:)?(?:c|row)\s[^<>]*\/>/g;
const FORMULA = /<((?:[\w.-]+:)?f)\b[^<>]*(?:\/>|>[^<]*<\/\1>)/g;
const CELL = /<((?:[\w.-]+:)?c)(\s[^<>]*)>([\s\S]*?)<\/\1>/g;
const VALUE = /<(?:[\w.-]+:)?v(?:\s[^<>]*)?(?:\/>|>([^<]*)<)/;
const INLINE = /<(?:[\w.-]+:)?is[\s/>]/;
const TYPE = /\st\s*=\s*["'](\w+)["']/;

/**
 * A formula that was saved without its result would be an empty text, « faux » or no number, as if it had been worked out, by the type of its
 * cell: it loses the type. So does a cell without any value. A date in ISO form would be a bare number: it is read as text.
 */
function distinctCell(whole: string, name: string, attributes: string, inside: string): string {
  const type = TYPE.exec(attributes)?.[1];
  if (type === undefined) return whole;
  if (type === 'inlineStr' && INLINE.test(inside))
    return whole.replace(INLINE_TEXT, (_, prefix: string, text?: string) => wholeText(`${prefix}is`, text));
  const value = VALUE.exec(inside);
  const valued =
    // an empty text may be its value
    type === 'str' ? value !== null : (value?.[1] ?? '').trim() !== '';
  if (!valued && type !== 'e') return `<${name}${attributes.replace(TYPE, '')}>${inside}</${name}>`;
  return type === 'd' ? `<${name}${attributes.replace(TYPE, ' t="str"')}>${inside}</${name}>` : whole;
}

const SHARED = /<((?:[\w.-]+:)?)si(?:\s[^<>]*?)?(?:\/>|>([\s\S]*?)<\/\1si>)/g;
const INLINE_TEXT = /<((?:[\w.-]+:)?)is(?:\s[^<>]*?)?(?:\/>|>([\s\S]*?)<\/\1is>)/;
const PHONETIC = /<((?:[\w.-]+:)?rPh)\b[\s\S]*?<\/\1>/g;
const PIECE = /<(?:[\w.-]+:)?t(?:\s[^<>]*)?>([^<]*)</g;

export function isSharedStrings(xml: string): boolean {
  return /^\s*<(?:[\w.-]+:)?sst[\s>]/.test(xml);
}

/** The texts that cells share by number: the parser leaves out an empty one, and every cell after it would get the text of another. */
export function countedStrings(xml: string): string {
  return xml.replace(SHARED, (_, prefix: string, inside: string | undefined) => wholeText(`${prefix}si`, inside));
}

/** Of a text in several pieces, plain ones and formatted ones, the parser keeps some only. */
function wholeText(name: string, inside = ''): string {
  const pieces = [...inside.replace(PHONETIC, '').matchAll(PIECE)].map(([, piece]) => piece);
  return `<${name}><t>${pieces.join('')}</t></${name}>`;
}

const FORMAT = /<(?:[\w.-]+:)?numFmt\s[^<>]*>/g;
const FORMAT_ID = /\snumFmtId\s*=\s*["'](\d+)["']/g;

export function isStyles(xml: string): boolean {
  return /^\s*<(?:[\w.-]+:)?styleSheet[\s>]/.test(xml);
}

/** The formats of numbers: a file may say itself what number 0 stands for, which the parser takes for « standard » whatever is said. */
export function ownFormats(xml: string): string {
  const ids = [...xml.matchAll(FORMAT)].flatMap(([tag]) => [...tag.matchAll(FORMAT_ID)].map(([, id]) => Number(id)));
  if (!ids.includes(0)) return xml;
  const free = Math.max(1_000, ...ids) + 1;
  return xml.replace(FORMAT_ID, (whole, id: string) => (Number(id) === 0 ? ` numFmtId="${free}"` : whole));
}

const FIRST_FORMAT = /<(?:[\w.-]+:)?cellXfs\b[^<>]*>\s*<(?:[\w.-]+:)?xf\b([^<>]*)>/;

/** Whether the first style of all, which a cell has that names none, is another than « standard ». */
export function firstStyleSays(styles: string): boolean {
  const [, attributes = ''] = FIRST_FORMAT.exec(ownFormats(styles)) ?? [];
  const [, id = '0'] = /\snumFmtId\s*=\s*["'](\d+)["']/.exec(attributes) ?? [];
  return Number(id) !== 0;
}

const STYLELESS = /<((?:[\w.-]+:)?c)(?=[\s/>])(?![^<>]*\ss\s*=)/g;

/** A cell that names no style has the first one; the parser gives it none. */
export function styledCells(xml: string): string {
  return xml.replace(STYLELESS, '<$1 s="0"');
}
