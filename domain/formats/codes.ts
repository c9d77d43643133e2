import { accept, type Parsed, reject } from './parsed.ts';
import { cleanText, quoted } from './text.ts';

/** Département (3 digits, Corsica too: CON-34), instructor type, commune, then agrément, rank or territory number (FMT-5, FMT-6). */
const AS_ISSUED = /^\d{3}[A-Z]\d{3}\d{2}$/;
/** MCP wants 14 positions (FMT-7). */
const FILLER = '00000';

/**
 * Reads the number of an RSA instructor as issued (9 characters) or as typed into MCP (14) and returns the 14 (FMT-8).
 * Fault: NUMERO_INSTRUCTEUR_INVALIDE.
 */
export function parseNumeroInstructeur(raw: string): Parsed {
  const typed = compact(raw);
  const issued = typed.length === 14 && typed.endsWith(FILLER) ? typed.slice(0, 9) : typed;
  if (AS_ISSUED.test(issued)) return accept(issued + FILLER);
  const message = `${quoted(typed)} n'est pas un numéro d'instructeur : 3 chiffres du département, 1 lettre, 3 chiffres de la commune, 2 chiffres, par exemple 093C05501.`;
  return reject('NUMERO_INSTRUCTEUR_INVALIDE', message, 'FMT-8');
}

/** Reads the code a landlord already had in Cafpro (FMT-9, its form is [P]). Fault: CODE_BAILLEUR_INVALIDE. */
export function parseCodeBailleur(raw: string): Parsed {
  const typed = compact(raw);
  if (/^[A-Z0-9]{1,14}$/.test(typed)) return accept(typed);
  const message = `${quoted(typed)} n'est pas un code bailleur : reprenez celui de Cafpro, 14 lettres ou chiffres au plus.`;
  return reject('CODE_BAILLEUR_INVALIDE', message, 'FMT-9');
}

function compact(raw: string): string {
  return cleanText(raw).replaceAll(' ', '').toUpperCase();
}
