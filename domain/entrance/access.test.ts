import { describe, expect, it } from '@jest/globals';
import { codesOf, isRecentEnough, LOGOUT_GIVEN_UP_MS, nextLogout } from './access.ts';

const known = { numeroInstructeur: '093A12301', codeBailleur: '12345' };
const at = new Date('2026-12-01T10:00:00Z');
const before = (ms: number) => new Date(at.getTime() - ms);

describe('what a service is told of somebody (SVC-9)', () => {
  it.each([
    [['T2'], null, null],
    [['T4'], '093A12301', null],
    [['T10'], null, '12345'],
    [['T10', 'T4'], '093A12301', '12345'],
    [[], null, null],
  ])('of the codes of %j: %s, %s (CDAP-6, CDAP-7)', (profiles, numeroInstructeur, codeBailleur) => {
    expect(codesOf(profiles, known)).toEqual({ numeroInstructeur, codeBailleur });
  });
});

describe('a sign-in of its own that a service asks for (BAIL-2)', () => {
  const asked = { askedAt: before(5_000), anew: false, maxAgeMs: null };
  it.each([
    ['nothing asked', asked, 3_600_000, true],
    ['as old as it may be', { ...asked, maxAgeMs: 60_000 }, 60_000, true],
    ['older', { ...asked, maxAgeMs: 60_000 }, 60_001, false],
    ['anew, after it was asked', { ...asked, anew: true }, 5_000, true],
    ['anew, before it was asked', { ...asked, anew: true }, 5_001, false],
    ['of no age at all, after it was asked', { ...asked, maxAgeMs: 0 }, 4_000, true],
    ['both, one of them kept', { ...asked, anew: true, maxAgeMs: 60_000 }, 30_000, false],
  ])('%s', (_, wanted, ageMs, enough) => {
    expect(isRecentEnough(before(ageMs), wanted, at)).toBe(enough);
  });
});

describe('a service that does not answer', () => {
  it('is told again at growing pauses of a minute at most, and for an hour', () => {
    const pauses = [1, 2, 3, 5, 6, 60].map((tellings) => nextLogout(tellings, at, at));
    expect(pauses.map((next) => (next === null ? null : next.getTime() - at.getTime()))).toEqual([
      2_000, 4_000, 8_000, 32_000, 60_000, 60_000,
    ]);
    expect(nextLogout(60, before(LOGOUT_GIVEN_UP_MS - 1), at)).not.toBeNull();
    expect(nextLogout(60, before(LOGOUT_GIVEN_UP_MS), at)).toBeNull();
  });
});
