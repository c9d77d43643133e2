import { randomInt } from 'node:crypto';
import { compactSecret } from '../../domain/formats/text.ts';

/** No letter or digit that is taken for another one when it is copied from a mail. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A temporary password: 20 characters of 31, 99 random bits (S1 asks for 80), in groups that can be typed. Its text is never logged. */
export function newTemporaryPassword(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

const AS_MADE = new RegExp(`^(?:[${ALPHABET}]{${GROUP_LENGTH}}){${GROUPS}}$`);

/**
 * A temporary password as it was mailed, whatever surrounds or parts it once copied, and in small letters: none has others. Anything that is
 * not shaped like one comes back as typed.
 */
export function readTemporaryPassword(typed: string): string {
  const compact = compactSecret(typed).toLowerCase();
  if (!AS_MADE.test(compact)) return typed;
  return (compact.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g')) ?? []).join('-');
}
