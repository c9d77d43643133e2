import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { of } from './elision.ts';

describe('« de » before a name', () => {
  test.each([
    ['Ateliers Horizon', "d'Ateliers Horizon"],
    ['ESAT Les Tilleuls', "d'ESAT Les Tilleuls"],
    ['Élan Social', "d'Élan Social"],
    ['Habitat du Lac', "d'Habitat du Lac"],
    ['Yvelines Habitat', "d'Yvelines Habitat"],
    ['La Passerelle', 'de La Passerelle'],
    ['CCAS de Montreval', 'de CCAS de Montreval'],
    ['Hautes Terres', 'de Hautes Terres'],
    ['Onze Logis', 'de Onze Logis'],
  ])('%s', (name, words) => {
    expect(of(name)).toBe(words);
  });

  test('no mail writes « de » before the name of an organisme by itself', () => {
    const folder = path.join(import.meta.dirname, 'templates');
    const found = readdirSync(folder).filter((file) =>
      /\bde \$\{organisme\}/.test(readFileSync(path.join(folder, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  test('no mail says « e-mail » or « OK »: « courriel », and words', () => {
    const folder = path.join(import.meta.dirname, 'templates');
    const found = readdirSync(folder).filter((file) =>
      /['`][^'`]*\b(OK|e-mail|mél)\b[^'`]*['`]/.test(readFileSync(path.join(folder, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });
});
