import { expect, test } from '@jest/globals';
import { foldNumber, readSearch, searchTextOf } from './search.ts';

test.each([
  ['', 'LISTE', [], null],
  ['  Lefèvre  ', 'NOM', ['lefevre'], null],
  ["D'Œuvre-Petit Anaïs", 'NOM', ['d', 'oeuvre', 'petit', 'anais'], null],
  ['12 345.67 a', 'NUMERO', [], '1234567A'],
] as const)('%j is searched as %s', (typed, kind, words, number) => {
  expect(readSearch(typed)).toEqual({ kind, words, number });
});

test('names are found without case, accents and hyphens, and sorted by the last name', () => {
  expect(searchTextOf({ lastName: 'Lefèvre-Noël', firstName: 'Éloïse' })).toBe('lefevre noel eloise');
  expect(foldNumber(' 12 34-5/a ')).toBe('12345A');
});
