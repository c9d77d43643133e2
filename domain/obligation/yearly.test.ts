import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { keepsYearlyUse, useBefore, yearlyLimits } from './yearly.ts';

const reference = new Date('2025-01-10T09:00:00Z');
const DAY = 86_400_000;
/** how many reminders this reference has reached `days` after it */
const reached = (days: number, policy = DEFAULT_POLICY) =>
  yearlyLimits(policy, new Date(reference.getTime() + days * DAY)).filter((limit) => reference <= limit).length;

describe('yearly use (TIME-2, TIME-13, REM-7)', () => {
  test('reminders are reached 60, 30 and 7 days before the year is over, the last at its end', () => {
    expect([304, 305, 334, 335, 357, 358, 364, 365, 900].map((days) => reached(days))).toEqual([
      0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]);
  });

  test('the order in which the policy is written does not matter', () => {
    expect(reached(335, { ...DEFAULT_POLICY, rem7: [7 * DAY, 30 * DAY, 60 * DAY] })).toBe(2);
  });

  test('the year is 365 days, whatever the season or the leap year', () => {
    expect(useBefore(reference, DEFAULT_POLICY).toISOString()).toBe('2026-01-10T09:00:00.000Z');
    expect(keepsYearlyUse(reference, DEFAULT_POLICY, new Date('2026-01-10T08:59:59Z'))).toBe(true);
    expect(keepsYearlyUse(reference, DEFAULT_POLICY, new Date('2026-01-10T09:00:00Z'))).toBe(false);
  });
});
