import { describe, expect, test } from '@jest/globals';
import { readCode, recoveryCodeFrom } from './secondFactor.ts';

describe('a code as typed', () => {
  test.each([
    ['123456', { kind: 'step', code: '123456' }],
    [' 123 456 ', { kind: 'step', code: '123456' }],
    ['ABCD-efgh-2345-wxyz', { kind: 'recovery', code: 'abcdefgh2345wxyz' }],
    ['O0Il-0000-0000-0000', { kind: 'recovery', code: '0011000000000000' }],
    ['\u00a0123\u202f456\r\n', { kind: 'step', code: '123456' }],
    ['\u200b123-456\ufeff', { kind: 'step', code: '123456' }],
    ['abcd\u2011efgh\u20112345\u2011wxyz.', { kind: 'recovery', code: 'abcdefgh2345wxyz' }],
    ['12345', null],
    ['1234567', null],
    ['', null],
    ['abcd-efgh-2345', null],
    ['uuuu-uuuu-uuuu-uuuu', null],
    ['１２３４５６', null],
  ])('« %s »', (typed, read) => expect(readCode(typed)).toEqual(read));

  test('a recovery code is read back as it was made', () => {
    const shown = recoveryCodeFrom('0123456789abcdefghjk');
    expect(shown).toBe('0123-4567-89ab-cdef');
    expect(readCode(shown)).toEqual({ kind: 'recovery', code: '0123456789abcdef' });
  });
});
