import { expect, test } from '@jest/globals';
import { newTemporaryPassword, readTemporaryPassword } from './temporaryPassword.ts';

const MADE = 'abcde-fghjk-mnpqr-23456';

test.each([
  ...[MADE, ` ${MADE}`, `${MADE} `, `\t${MADE}\r\n`, `\u00a0${MADE}\u200b`, `\u202a${MADE}\u202c`, `${MADE}.`],
  ...[
    'abcdefghjkmnpqr23456',
    'abcde fghjk mnpqr 23456',
    'ABCDE-FGHJK-MNPQR-23456',
    'abcde\u2011fghjk\u2011mnpqr\u201123456',
  ],
])('a temporary password copied from its mail as %j is read as it was mailed (ACC-7)', (typed) => {
  expect(readTemporaryPassword(typed)).toBe(MADE);
});

test.each([
  ' mon propre mot de passe ',
  'abcde-fghjk-mnpqr-2345',
  'abcde-fghjk-mnpqr-234567',
  'abcde-fghjk-mnpqr-2345o',
  '',
])('what is none is left as typed: %j', (typed) => {
  expect(readTemporaryPassword(typed)).toBe(typed);
});

test('every one that is made is read back as itself', () => {
  const made = newTemporaryPassword();
  expect(readTemporaryPassword(made)).toBe(made);
});
