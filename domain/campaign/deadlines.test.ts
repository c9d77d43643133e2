import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { campaignDeadlines, campaignDue, campaignMailAt } from './deadlines.ts';

const none = { remindersSent: 0, reported: false };
/** Tuesday, 10:00 in Paris; the deadline is 29 days later. */
const made = { deadline: '2026-03-31', createdAt: new Date('2026-03-02T09:00:00Z') };
const due = (at: string, progress = none, dates = made) => campaignDue(dates, progress, DEFAULT_POLICY, new Date(at));

describe('REM-4', () => {
  test('a campaign that is made 29 days before its deadline has its first reminder at 14 days', () => {
    expect(due('2026-03-02T09:00:01Z')).toBeNull();
    expect(campaignDeadlines(made, none, DEFAULT_POLICY).map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
      '2026-03-17',
      '2026-03-24',
      '2026-03-28',
      '2026-03-31',
    ]);
    expect(due('2026-03-17T08:00:00Z')).toMatchObject({ what: 'remind', step: 3 });
    expect(due('2026-03-17T08:00:00Z', { ...none, remindersSent: 3 })).toBeNull();
  });

  test('steps that were missed are one reminder; past the deadline there is the report alone', () => {
    expect(due('2026-03-29T08:00:00Z')).toMatchObject({ what: 'remind', step: 5 });
    expect(due('2026-03-31T22:00:00Z')).toMatchObject({ what: 'report' });
    expect(due('2026-04-30T22:00:00Z', { remindersSent: 5, reported: true })).toBeNull();
  });

  test('what is due at night or on a Sunday, after an outage, leaves the next morning', () => {
    const leaves = (at: string) => {
      const found = due(at);
      return found && campaignMailAt(found, made, DEFAULT_POLICY, new Date(at)).toISOString();
    };
    expect(leaves('2026-03-18T02:00:00Z')).toBe('2026-03-18T07:00:00.000Z');
    expect(leaves('2026-03-29T10:00:00Z')).toBe('2026-03-30T06:00:00.000Z'); // Sunday, and the clocks change
    expect(leaves('2026-03-31T22:00:00Z')).toBe('2026-04-01T06:00:00.000Z');
  });
});
