import { describe, expect, test } from '@jest/globals';
import { STORIES } from '../../workflows/stories.ts';
import { durationWords, knownType, lastWeeks, nextDays, stepWords } from './labels.ts';

describe('figures in words', () => {
  test('a phase is told as its kind calls it, a state likewise; a dossier before its first phase is in none', () => {
    expect(stepWords(STORIES, 'conventionnement', 'CREE')).toBeNull();
    expect(stepWords(STORIES, 'conventionnement', 'countersignature')).toEqual(expect.any(String));
    expect(stepWords(STORIES, 'supportRequest', 'A_TRAITER')).not.toBe('A_TRAITER');
    expect([knownType('conventionnement'), knownType('autre')]).toEqual(['conventionnement', null]);
  });

  test('weeks end with the one of today and begin on Mondays; days begin today', () => {
    expect(lastWeeks(3, '2026-03-10')).toEqual(['2026-02-23', '2026-03-02', '2026-03-09']);
    expect(lastWeeks(1, '2026-03-15')).toEqual(['2026-03-09']); // a Sunday is its week's last day
    expect(nextDays(3, '2026-02-27')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  test('times are told in hours, then in days', () => {
    expect([null, 60_000, 5 * 3_600_000, 9 * 86_400_000].map(durationWords)).toEqual([
      '–',
      'moins d’une heure',
      '5 h',
      '9 jours',
    ]);
  });
});
