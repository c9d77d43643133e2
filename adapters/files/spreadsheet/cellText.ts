import { type CellObject, SSF } from '@e965/xlsx';
import { cleanText } from '../../../domain/formats/text.ts';

/** Longest text kept of a cell: no column read from a spreadsheet needs as much. */
const MAX_CELL = 2_000;

/** Errors as the file codes them, and as a spreadsheet in French or English shows them, in a cell typed as text too (a list pasted as values). */
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);
const ERROR_TEXT =
  /^#(?:N\/?A|N\/D|REF|VALUE|VALEUR|DIV\/0|NAME|NOM|NUM|NOMBRE|NULL?|GETTING_DATA|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY|PROPAGATION)[!?]?$/;

/** What a cell holds: its text ('' for an empty one), or that its value is unknown and why. */
export type CellValue = { text: string } | { error: string | null };

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
 * Reads cells as a person sees them: numbers with every digit, dates 'dd/mm/yyyy', booleans 'VRAI' and 'FAUX'. An error, and a formula
 * that was saved without its result, are unknown, never empty. Equal texts are cleaned once and share their memory.
 */
export function cellReader(date1904: boolean): (cell: CellObject) => CellValue {
  const cleaned = new Map<string, CellValue>();
  return (cell) => {
    switch (cell.t) {
      case 'e':
        return { error: ERRORS.get(Number(cell.v)) ?? '#ERREUR' };
      case 'b':
        return { text: cell.v === true ? 'VRAI' : 'FAUX' };
      case 'n':
        return numberCell(cell, date1904);
      case 's': {
        const text = String(cell.v ?? '').slice(0, MAX_CELL);
        const known = cleaned.get(text) ?? textCell(text);
        cleaned.set(text, known);
        return known;
      }
      default:
        return cell.f === undefined && cell.F === undefined ? { text: '' } : { error: null };
    }
  };
}

function textCell(raw: string): CellValue {
  const text = cleanText(raw);
  if (ERROR_TEXT.test(text)) return { error: text };
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z?)?$/.exec(text) ?? [];
  return { text: year === undefined ? text : `${day}/${month}/${year}${atTime(time ?? '00:00')}` };
}

/** Time that has elapsed, beyond a day too: '[h]:mm'. */
const ELAPSED = /\[(?:h+|m+|s+)\]/i;

/**
 * A number, or a date where its format says so and a date can be so late: a SIRET that was formatted as a date keeps its digits. What is less
 * than a day is a time of no day.
 */
function numberCell({ v, z }: CellObject, date1904: boolean): CellValue {
  const value = Number(v);
  if (Number.isNaN(value)) return { error: '#NUM!' };
  const date = typeof z === 'string' && SSF.is_date(z) ? SSF.parse_date_code(value, { date1904 }) : null;
  const elapsed = typeof z === 'string' && ELAPSED.test(z) && value >= 0;
  if (date && (elapsed || (value >= 0 && value < 1))) return { text: hoursAndMinutes(value) };
  // fifteen digits are what a spreadsheet keeps of a number
  if (!date) return { text: plainNumber(String(Number(value.toPrecision(15)))) };
  const two = (part: number) => String(part).padStart(2, '0');
  return { text: `${two(date.d)}/${two(date.m)}/${date.y}${atTime(`${two(date.H)}:${two(date.M)}`)}` };
}

/** 0.5 → '12:00', 1.25 → '30:00'. */
function hoursAndMinutes(days: number): string {
  // whole seconds, as a spreadsheet shows them; those that are not a minute yet are left out
  const minutes = Math.floor(Math.round(days * 86_400) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function atTime(time: string): string {
  return time === '00:00' ? '' : ` ${time}`;
}
