import { cleanText } from '../../../domain/formats/text.ts';

/** Longest text kept of a cell: no column read from a spreadsheet needs as much. */
const MAX_CELL = 2_000;

/** A number as the file writes it, kept as digits: a SIRET must not go through a floating-point number. */
export class NumberText {
  readonly digits: string;

  constructor(written: string) {
    this.digits = plainNumber(written);
  }
}

/** Writes out a number without loss: '9.9991041700016E13' → '99991041700016', '1.50' → '1.5', '-2E-3' → '-0.002'. */
export function plainNumber(written: string): string {
  const [, sign = '', whole = '', decimals = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(written.trim()) ?? [];
  if (whole === '') return written.trim();
  const digits = whole + decimals;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? digits.padStart(digits.length - point + 1, '0') : digits.padEnd(point, '0');
  const cut = point <= 0 ? 1 : point;
  const integer = padded.slice(0, cut).replace(/^0+(?=\d)/, '');
  const fraction = padded.slice(cut).replace(/0+$/, '');
  const value = fraction === '' ? integer : `${integer}.${fraction}`;
  return sign === '-' && value !== '0' ? `-${value}` : value;
}

/**
 * Makes the text of cells as a person reads them in the spreadsheet, from what the parser hands over: texts, `NumberText`, dates, booleans,
 * null for an empty cell (its own type says `typeof Date` for a date). Equal texts are cleaned once and share their memory.
 */
export function cellTexts(): (cell: unknown) => string {
  const cleaned = new Map<string, string>();
  const clean = (text: string): string => {
    const cut = text.slice(0, MAX_CELL);
    const known = cleaned.get(cut);
    if (known !== undefined) return known;
    const result = cleanText(cut);
    cleaned.set(cut, result);
    return result;
  };
  return (cell) => {
    if (typeof cell === 'string') return clean(cell);
    if (cell instanceof NumberText) return cell.digits;
    if (typeof cell === 'boolean') return cell ? 'VRAI' : 'FAUX';
    return cell instanceof Date ? dateText(cell) : '';
  };
}

/** 'dd/mm/yyyy', with ' HH:MM' where the cell holds a time: a spreadsheet's dates have no time zone, the parser gives them in UTC. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
  const time = date.toISOString().slice(11, 16);
  return `${day}/${month}/${year}${time === '00:00' ? '' : ` ${time}`}`;
}
