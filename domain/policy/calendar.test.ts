import { describe, expect, test } from '@jest/globals';
import {
  addWorkingDays,
  endOfParisDate,
  frenchInstant,
  isCalendarDate,
  parisDate,
  shiftOutOfQuietHours,
  startOfParisDate,
} from './calendar.ts';

const at = (iso: string) => new Date(iso);
const DAY = 86_400_000;
const QUIET = { from: '20:00', to: '08:00' };

describe('Europe/Paris calendar (FMT-24)', () => {
  test('a date begins and ends at Paris midnight, in winter, in summer and on the days the clock changes', () => {
    expect(startOfParisDate('2026-01-15').toISOString()).toBe('2026-01-14T23:00:00.000Z');
    expect(startOfParisDate('2026-07-01').toISOString()).toBe('2026-06-30T22:00:00.000Z');
    expect(endOfParisDate('2026-03-29').getTime() - startOfParisDate('2026-03-29').getTime()).toBe(23 * 3_600_000);
    expect(parisDate(at('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(frenchInstant(at('2026-02-03T08:05:00Z'))).toBe('03/02/2026 à 09h05');
  });

  test('only real dates are dates', () => {
    expect(isCalendarDate('2026-02-28')).toBe(true);
    for (const wrong of ['2026-02-30', '28/02/2026', '2026-2-3', '']) expect(isCalendarDate(wrong)).toBe(false);
  });

  test('working days leave out weekends and public holidays (§4.5)', () => {
    // Thursday 30/04/2026, the 1st of May is a Friday and a holiday: 1 working day on is Monday 04/05, over at midnight
    expect(addWorkingDays(at('2026-04-30T10:00:00Z'), 1).toISOString()).toBe('2026-05-04T22:00:00.000Z');
    expect(addWorkingDays(at('2026-11-16T10:00:00Z'), 5).toISOString()).toBe('2026-11-23T23:00:00.000Z');
  });
});

describe('quiet hours (§10)', () => {
  test('a reminder of a day or more waits for the morning, and for a day that is neither Sunday nor holiday', () => {
    expect(shiftOutOfQuietHours(at('2026-11-18T21:30:00Z'), 7 * DAY, null, QUIET).toISOString()).toBe(
      '2026-11-19T07:00:00.000Z',
    );
    expect(shiftOutOfQuietHours(at('2026-11-18T10:00:00Z'), 7 * DAY, null, QUIET).toISOString()).toBe(
      '2026-11-18T10:00:00.000Z',
    );
    expect(shiftOutOfQuietHours(at('2026-11-22T10:00:00Z'), 7 * DAY, null, QUIET).toISOString()).toBe(
      '2026-11-23T07:00:00.000Z',
    );
    expect(shiftOutOfQuietHours(at('2026-12-25T10:00:00Z'), 7 * DAY, null, QUIET).toISOString()).toBe(
      '2026-12-26T07:00:00.000Z',
    );
  });

  test('never past the deadline: then brought before it', () => {
    const deadline = at('2026-11-22T12:00:00Z');
    expect(shiftOutOfQuietHours(at('2026-11-22T10:00:00Z'), DAY, deadline, QUIET).toISOString()).toBe(
      '2026-11-21T18:59:00.000Z',
    );
  });

  test('short delays and « none » are left alone', () => {
    const night = at('2026-11-18T23:00:00Z');
    expect(shiftOutOfQuietHours(night, 5_000, null, QUIET)).toEqual(night);
    expect(shiftOutOfQuietHours(night, 7 * DAY, null, null)).toEqual(night);
  });
});
