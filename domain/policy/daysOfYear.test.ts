import { expect, test } from '@jest/globals';
import { yearlySpan } from './daysOfYear.ts';

test.each([
  ['12-01', '02-end', 'du 1er décembre à la fin de février'],
  ['11-15', '01-31', 'du 15 novembre au 31 janvier'],
  ['01-01', '08-end', "du 1er janvier à la fin d'août"],
])('from %s to %s, as people say it', (from, to, words) => {
  expect(yearlySpan(from, to)).toBe(words);
});
