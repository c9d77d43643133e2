import { describe, expect, test } from '@jest/globals';
import { parseDuration, parseDurations } from './durations.ts';

describe('durations of POLICY_* variables', () => {
  test.each([
    ['500ms', 500],
    ['5s', 5_000],
    ['10m', 600_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['1.5h', 5_400_000],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  test.each(['', '5', 's', '5 weeks', '-5s', '5sd'])('« %s » is none', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );

  test('lists, and a list with one wrong part', () => {
    expect(parseDurations('7d, 15d')).toEqual([604_800_000, 1_296_000_000]);
    expect(parseDurations('7d,soon')).toBeNull();
  });
});
