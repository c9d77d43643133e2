import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { accept, type Parsed, reject } from './parsed.ts';
import { cleanText, quoted } from './text.ts';

/** Regions whose numbers are dialled by ten digits too, each with a country code of its own (La Réunion and Mayotte share one). */
const OVERSEAS: readonly CountryCode[] = ['GP', 'MQ', 'GF', 'RE', 'YT', 'PM'];
/** Country codes of FMT-16. */
const FRENCH = new Set(['33', '262', '508', '590', '594', '596']);
/** Saint-Pierre-et-Miquelon has six digits; 0508 before them leads there from everywhere else. */
const SAINT_PIERRE = /^(?:0|\+330?)?508(\d{6})$/;

/**
 * Reads a French phone number as typed and returns it as E.164 (FMT-16): separators dropped, '00' read as '+', '+33 (0)1…' understood. Ten
 * digits are a number of the mainland or, where no such number is allocated, of an overseas region: '0262…' → '+262262…'.
 * Faults: TELEPHONE_ABSENT, TELEPHONE_INVALIDE.
 */
export function parsePhone(raw: string): Parsed {
  const text = cleanText(raw);
  if (text === '') return reject('TELEPHONE_ABSENT', 'Indiquez un numéro de téléphone.', 'FMT-16');
  const compact = text.replace(/[\s.\-/()‐-―]/g, '').replace(/^00/, '+');
  const number = /^\+?\d{4,16}$/.test(compact) ? numberOf(compact) : undefined;
  if (number !== undefined) return accept(number);
  const message = `${quoted(text)} n'est pas un numéro de téléphone français : 10 chiffres commençant par 0, ou +33, +262, +508, +590, +594, +596.`;
  return reject('TELEPHONE_INVALIDE', message, 'FMT-16');
}

function numberOf(compact: string): string | undefined {
  const six = SAINT_PIERRE.exec(compact)?.[1];
  const saintPierre = six === undefined ? undefined : valid(`+508${six}`, 'PM');
  if (saintPierre !== undefined) return saintPierre;
  const mainland = valid(compact, 'FR');
  if (mainland !== undefined) return mainland;
  // +33 before an overseas number, as people write who know only one country code, or no zero, as a spreadsheet leaves it
  const national = compact.replace(/^(?:\+330?)?(?=[1-9]\d{8}$)/, '0');
  if (!/^0\d{9}$/.test(national)) return undefined;
  return OVERSEAS.map((region) => valid(national, region)).find((number) => number !== undefined);
}

function valid(compact: string, region: CountryCode): string | undefined {
  const parsed = parsePhoneNumberFromString(compact, { defaultCountry: region, extract: false });
  return parsed?.isValid() && FRENCH.has(parsed.countryCallingCode) ? parsed.number : undefined;
}
