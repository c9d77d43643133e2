import { accept, type Parsed, reject } from './parsed.ts';
import { cleanText, quoted } from './text.ts';

/** First four digits of an overseas number → its country code (French numbering plan). Everything else is +33. */
const OVERSEAS: readonly (readonly [countryCode: string, prefixes: readonly string[]])[] = [
  // La Réunion and Mayotte share a country code
  ['262', ['0262', '0263', '0269', '0638', '0639', '0692', '0693']],
  ['508', ['0508']],
  ['590', ['0590', '0690', '0691']],
  ['594', ['0594', '0694']],
  ['596', ['0596', '0696', '0697']],
];
const COUNTRY_CODE_BY_PREFIX: ReadonlyMap<string, string> = new Map(
  OVERSEAS.flatMap(([countryCode, prefixes]) => prefixes.map((prefix) => [prefix, countryCode] as const)),
);

/** E.164 of a number in its ten-digit French form. Saint-Pierre-et-Miquelon has six digits after its country code, the others nine. */
function fromNational(national: string): string {
  const countryCode = COUNTRY_CODE_BY_PREFIX.get(national.slice(0, 4));
  if (countryCode === '508') return `+508${national.slice(4)}`;
  return `+${countryCode ?? '33'}${national.slice(1)}`;
}

/**
 * Reads a French phone number as typed and returns it as E.164 (FMT-16): spaces, dots, hyphens, slashes and brackets dropped, '00' read
 * as '+', '+33 (0)1…' understood, '0262…' → '+262262…'. Faults: TELEPHONE_ABSENT, TELEPHONE_INVALIDE.
 */
export function parsePhone(raw: string): Parsed {
  const text = cleanText(raw);
  if (text === '') return reject('TELEPHONE_ABSENT', 'Indiquez un numéro de téléphone.', 'FMT-16');
  const compact = text.replace(/[\s.\-/()‐-―]/g, '').replace(/^00/, '+');
  if (/^0[1-9]\d{8}$/.test(compact)) return accept(fromNational(compact));
  const metropole = /^\+330?([1-9]\d{8})$/.exec(compact)?.[1];
  if (metropole !== undefined) return accept(fromNational(`0${metropole}`));
  const overseas = /^\+(262|590|594|596)0?([1-9]\d{8})$/.exec(compact);
  if (overseas) return accept(`+${overseas[1]}${overseas[2]}`);
  if (/^\+508[1-9]\d{5}$/.test(compact)) return accept(compact);
  const message = `${quoted(text)} n'est pas un numéro de téléphone français : 10 chiffres commençant par 0, ou +33, +262, +508, +590, +594, +596.`;
  return reject('TELEPHONE_INVALIDE', message, 'FMT-16');
}
