import { compactSecret } from '../formats/text.ts';

/** Given once, when the second factor is turned on: each opens once, should the telephone be lost. */
export const RECOVERY_CODES = 8;

/** A code as typed: of the application's present step, or one of the recovery codes. */
export type GivenCode = { kind: 'step' | 'recovery'; code: string };

/** What was typed, what parts it and capitals aside; null: it can be neither. */
export function readCode(typed: string): GivenCode | null {
  const code = compactSecret(typed).toLowerCase();
  if (/^\d{6}$/.test(code)) return { kind: 'step', code };
  // letters that the alphabet of recovery codes leaves out are what they look like
  const folded = code.replace(/[il]/g, '1').replace(/o/g, '0');
  return /^[0-9a-hjkmnp-tv-z]{16}$/.test(folded) ? { kind: 'recovery', code: folded } : null;
}

/** A recovery code as people read it: sixteen characters (80 bits) of an id, by fours. */
export function recoveryCodeFrom(id: string): string {
  return (id.slice(0, 16).match(/.{4}/g) ?? []).join('-');
}
