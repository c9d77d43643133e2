import type { Policy } from '../policy/policy.ts';

type YearlyPolicy = Pick<Policy, 'rem7' | 'yearlyUseMs'>;

/**
 * REM-7: the nth limit is the latest reference (last use, or else the habilitation) that has reached the nth reminder by `at`. The last
 * one is the end of the year itself, told once more (AC-41); from then on the person is listed, and nothing is closed.
 */
export function yearlyLimits({ rem7, yearlyUseMs }: YearlyPolicy, at: Date): Date[] {
  const before = [...rem7.toSorted((a, b) => b - a), 0];
  return before.map((ms) => new Date(at.getTime() - yearlyUseMs + ms));
}

/** Until when a service is to be used again (TIME-13). */
export function useBefore(referenceAt: Date, { yearlyUseMs }: Pick<Policy, 'yearlyUseMs'>): Date {
  return new Date(referenceAt.getTime() + yearlyUseMs);
}

/** OBL-14 is kept while the year lasts. */
export function keepsYearlyUse(referenceAt: Date, policy: Pick<Policy, 'yearlyUseMs'>, at: Date): boolean {
  return at < useBefore(referenceAt, policy);
}
