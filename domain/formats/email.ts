import { accept, type Parsed, reject } from './parsed.ts';
import { cleanText, quoted } from './text.ts';

/** Limits of RFC 5321: 64 characters before the @, 254 in all. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** A label may end in a hyphen: real lists hold such addresses, and only the relay knows whether one answers. */
const DOMAIN = /^([a-z0-9][a-z0-9-]{0,62}\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Address for storing and comparing: trimmed, lower case as a whole (no relay in use tells `A@` from `a@`). */
export function normaliseEmail(raw: string): string {
  return cleanText(raw).toLowerCase();
}

/**
 * Reads an e-mail address as typed: one address, a domain with a dot, no accent, no display name (FMT-15: the organisme's address,
 * nothing nominative is asked; FMT-13 adds that for accounts). Returns it folded. Faults: EMAIL_ABSENT, EMAIL_INVALIDE.
 */
export function parseEmail(raw: string): Parsed {
  const email = normaliseEmail(raw);
  if (email === '') return reject('EMAIL_ABSENT', 'Indiquez une adresse de courriel.', 'FMT-15');
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  const domain = email.slice(at + 1);
  const fits = at > 0 && local.length <= MAX_LOCAL && email.length <= MAX_ADDRESS;
  if (fits && LOCAL.test(local) && DOMAIN.test(domain)) return accept(email);
  const message = `${quoted(email)} n'est pas une adresse de courriel. Écrivez une seule adresse, sans espace ni accent, par exemple contact@organisme.fr.`;
  return reject('EMAIL_INVALIDE', message, 'FMT-15');
}
