import { accept, type Parsed, reject } from './parsed.ts';
import { cleanText, quoted } from './text.ts';

const LA_POSTE_SIREN = '356000000';
/** The head office of La Poste is older than the exception made for its post offices and keeps the ordinary key. */
const LA_POSTE_HEAD_OFFICE = '35600000000048';

/** SIRET without the separators people type: spaces of any kind and dots (FMT-2). Says nothing about its validity. */
export function normaliseSiret(raw: string): string {
  return cleanText(raw).replace(/[\s.]/g, '');
}

/** SIREN of a SIRET: its first 9 digits; derived, never typed (FMT-3). */
export function sirenOf(siret: string): string {
  return siret.slice(0, 9);
}

/** Luhn's key: every second digit from the right counts double (digits of the product added); the sum is a multiple of 10. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

function hasSiretKey(siret: string): boolean {
  if (sirenOf(siret) !== LA_POSTE_SIREN || siret === LA_POSTE_HEAD_OFFICE) return isLuhnValid(siret);
  return [...siret].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}

/** What fills a box nobody has the number for: one digit all along. Zeros even have the right keys. */
const ONE_DIGIT = /^(\d)\1{8}/;

/**
 * Reads a SIRET as typed and returns its 14 digits (FMT-1, FMT-2; INSEE's rule, with the exception of La Poste).
 * Faults: SIRET_ABSENT, SIRET_FORMAT (not 14 digits, or one digit repeated), SIRET_CLE (key of the SIRET), SIREN_CLE (key of its SIREN).
 */
export function parseSiret(raw: string): Parsed {
  const siret = normaliseSiret(raw);
  if (siret === '') return reject('SIRET_ABSENT', 'Indiquez le SIRET : 14 chiffres.', 'FMT-1');
  if (!/^\d{14}$/.test(siret)) {
    const found = /^\d+$/.test(siret)
      ? `${siret.length} chiffres trouvés`
      : 'des caractères qui ne sont pas des chiffres';
    return reject('SIRET_FORMAT', `Le SIRET ${quoted(siret)} doit compter 14 chiffres (${found}).`, 'FMT-1');
  }
  if (ONE_DIGIT.test(siret)) {
    const message = `Le SIRET ${quoted(displaySiret(siret))} n'existe pas : le même chiffre s'y répète. Indiquez le SIRET de l'établissement.`;
    return reject('SIRET_FORMAT', message, 'FMT-1');
  }
  if (!hasSiretKey(siret)) {
    return reject(
      'SIRET_CLE',
      `Le SIRET ${quoted(displaySiret(siret))} n'existe pas : sa clé est fausse. Vérifiez chaque chiffre.`,
      'FMT-2',
    );
  }
  if (!isLuhnValid(sirenOf(siret))) {
    const message = `Le SIRET ${quoted(displaySiret(siret))} n'existe pas : la clé de son SIREN (${sirenOf(siret)}) est fausse. Vérifiez chaque chiffre.`;
    return reject('SIREN_CLE', message, 'FMT-2');
  }
  return accept(siret);
}

/** SIRET as people read it: '999 910 417 00016'. */
export function displaySiret(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4');
}
