import { describe, expect, it, test } from '@jest/globals';
import { DomainError } from '../errors.ts';
import { DAY_MS } from '../policy/durations.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import {
  assertOpen,
  isOpen,
  openYear,
  planYear,
  stepsLeft,
  windowOf,
  windowWords,
  yearInView,
  yearSteps,
} from './window.ts';

const { esatWindow } = DEFAULT_POLICY;

describe('the window of the guaranteed remunerations (ESAT-8)', () => {
  // Paris is an hour ahead of UTC in winter
  test.each([
    [2026, '2026-11-30T22:59:59.999Z', false],
    [2026, '2026-11-30T23:00:00.000Z', true],
    [2026, '2027-02-28T22:59:59.999Z', true],
    [2026, '2027-02-28T23:00:00.000Z', false],
    // 2028 is a leap year: its February has a day more
    [2027, '2028-02-28T23:00:00.000Z', true],
    [2027, '2028-02-29T22:59:59.999Z', true],
    [2027, '2028-02-29T23:00:00.000Z', false],
  ])('of November %i is open at %s: %s', (year, at, open) => {
    expect(isOpen(year, new Date(at), esatWindow)).toBe(open);
    expect(openYear(new Date(at), esatWindow)).toBe(open ? year : null);
  });

  it('is refused outside with its dates, whichever side of it', () => {
    const refusalAt = (at: string) => {
      try {
        assertOpen(2026, new Date(at), esatWindow);
        return null;
      } catch (error) {
        return error instanceof DomainError ? [error.code, error.rule, error.message] : error;
      }
    };
    const words = 'Les rémunérations garanties de novembre 2026 se déclarent du 01/12/2026 au 28/02/2027 inclus.';
    expect(refusalAt('2026-11-30T22:59:59Z')).toEqual([
      'CAMPAGNE_FERMEE',
      'ESAT-8',
      `La période n’est pas ouverte. ${words}`,
    ]);
    expect(refusalAt('2027-02-28T23:00:00Z')).toEqual(['CAMPAGNE_FERMEE', 'ESAT-8', `La période est close. ${words}`]);
    expect(refusalAt('2027-01-15T12:00:00Z')).toBeNull();
  });

  it('may be set to other days, within one year too (ESAT-8b)', () => {
    const short = { from: '05-10', to: '06-15' };
    expect(windowOf(2026, short)).toEqual({
      opensAt: new Date('2026-05-09T22:00:00Z'),
      closesAt: new Date('2026-06-15T22:00:00Z'),
    });
    expect(windowWords(2026, short)).toBe('du 10/05/2026 au 15/06/2026');
  });

  it('is spoken of as the one that is open, else the one that comes', () => {
    expect(yearInView(new Date('2026-06-01T12:00:00Z'), esatWindow)).toBe(2026);
    expect(yearInView(new Date('2027-01-10T12:00:00Z'), esatWindow)).toBe(2026);
    expect(yearInView(new Date('2027-03-01T12:00:00Z'), esatWindow)).toBe(2027);
  });
});

describe('what happens in a year', () => {
  const steps = yearSteps(2026, DEFAULT_POLICY);

  it('opens, reminds at a rising pace, closes', () => {
    expect(steps[0]).toEqual({ what: 'open', at: new Date('2026-11-30T23:00:00Z') });
    expect(steps.at(-1)).toEqual({ what: 'close', at: new Date('2027-02-28T23:00:00Z') });
    const reminders = steps.filter(({ what }) => what === 'remind').map(({ at }) => at.getTime());
    expect(reminders.length).toBeGreaterThan(3);
    const pauses = reminders.slice(1).map((at, index) => at - (reminders[index] ?? 0));
    expect(pauses).toEqual([...pauses].sort((a, b) => b - a));
  });

  it('begun late, opens at once and makes up for no reminder that has passed', () => {
    const { year, steps: left } = planYear(new Date('2027-02-20T12:00:00Z'), DEFAULT_POLICY);
    expect([year, left.map(({ what }) => what)]).toEqual([2026, ['open', 'remind', 'remind', 'remind', 'close']]);
    const next = planYear(new Date('2027-03-01T12:00:00Z'), DEFAULT_POLICY);
    expect([next.year, next.steps]).toEqual([2027, yearSteps(2027, DEFAULT_POLICY)]);
  });

  it('that was prolonged while it ran is reminded and ends by its new end; one that was not, ends', () => {
    const { closesAt } = windowOf(2026, esatWindow);
    expect(stepsLeft(2026, closesAt, DEFAULT_POLICY)).toEqual([]);
    expect(stepsLeft(2026, new Date(closesAt.getTime() + DAY_MS), DEFAULT_POLICY)).toEqual([]);
    const longer = { esatWindow: { from: '12-01', to: '03-31' }, esatReminders: [15 * DAY_MS, 40 * DAY_MS] };
    expect(stepsLeft(2026, closesAt, longer).map(({ what, at }) => [what, at.toISOString()])).toEqual([
      ['remind', '2027-03-16T22:00:00.000Z'],
      ['close', '2027-03-31T22:00:00.000Z'],
    ]);
    // not begun: its end is no prolonged one
    expect(stepsLeft(2026, new Date('2026-11-30T12:00:00Z'), longer)).toEqual([]);
  });

  it('has no reminder before the opening, nor one that would come with it', () => {
    const few = yearSteps(2026, {
      esatWindow: { from: '12-01', to: '12-05' },
      esatReminders: [90 * DAY_MS, 5 * DAY_MS, DAY_MS],
    });
    expect(few.map(({ what, at }) => [what, at.toISOString().slice(0, 10)])).toEqual([
      ['open', '2026-11-30'],
      ['remind', '2026-12-04'],
      ['close', '2026-12-05'],
    ]);
  });
});
