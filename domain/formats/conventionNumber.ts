import { accept, type Parsed, reject } from './parsed.ts';
import { cleanText, quoted } from './text.ts';

/**
 * Reads the number of a convention in the shape `19_214`: two digits (probably the year), an underscore, 1 to 6 digits (FMT-10, [I] from
 * one sample, so a number taken over from elsewhere is kept as given, §4.3 « Numbers »). Faults: NUMERO_CONVENTION_ABSENT,
 * NUMERO_CONVENTION_INVALIDE.
 */
export function parseConventionNumber(raw: string): Parsed {
  const number = cleanText(raw).replaceAll(' ', '');
  if (number === '') return reject('NUMERO_CONVENTION_ABSENT', 'Indiquez le numéro de la convention.', 'FMT-10');
  if (/^\d{2}_\d{1,6}$/.test(number)) return accept(number);
  const message = `${quoted(number)} n'a pas la forme d'un numéro de convention, par exemple 19_214.`;
  return reject('NUMERO_CONVENTION_INVALIDE', message, 'FMT-10');
}
