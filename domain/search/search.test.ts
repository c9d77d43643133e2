import { describe, expect, test } from '@jest/globals';
import { PROCESS_TYPES } from '../process/types.ts';
import { SOUGHT_PROCESSES } from './kinds.ts';
import { nearOnes, slips } from './near.ts';
import { readQuery } from './query.ts';

describe('what was typed in the search box', () => {
  test.each([
    ['Esat Les Tilleuls', ['esat', 'les', 'tilleuls'], null],
    ['  ÉSAT   d’Œuvrées ', ['esat', 'oeuvrees'], null],
    ['anne.roy@tilleuls.example', ['anne', 'roy', 'tilleuls', 'example'], null],
    ['999 910 417 00016', ['99991041700016'], '99991041700016'],
    ['999 910 417', ['999910417'], '999910417'],
    ['esat 999 910 417', ['esat', '999910417'], 'esat999910417'],
    ['26_214', ['26', '214'], '26214'],
    ['MCP00000093', ['mcp00000093'], 'mcp00000093'],
    ['DA-2026-1', ['da', '2026'], 'da20261'],
    ['12 rue 2024', ['12', 'rue', '2024'], '12rue2024'],
    ['a', ['a'], null],
  ])('%s', (typed, words, key) => expect(readQuery(typed)).toEqual({ words, key }));

  test.each(['', '   ', '« »', "'&|!:*"])('nothing to look for: %p', (typed) => expect(readQuery(typed)).toBeNull());

  test('a whole page that was pasted is eight words', () => {
    expect(readQuery(Array.from({ length: 50 }, (_, index) => `mot${index}`).join(' '))?.words).toHaveLength(8);
  });
});

describe('words that were mistyped', () => {
  test.each([
    ['tileuls', 'tilleuls', 1],
    ['mratin', 'martin', 1],
    ['dupond', 'dupont', 1],
    ['martin', 'martin', 0],
    ['roy', 'tilleuls', 8],
  ])('%s and %s are %i slips apart', (a, b, count) => expect(slips(a, b)).toBe(count));

  test('the nearest first, as far as a word of its length may be', () => {
    expect(nearOnes('tileuls', ['peupliers', 'tilleul', 'tilleuls'], 5)).toEqual(['tilleuls', 'tilleul']);
    expect(nearOnes('tileu', ['tilleuls', 'saules'], 5)).toEqual([]);
    expect(nearOnes('tileul', ['tilleuls', 'saules'], 5)).toEqual(['tilleuls']);
    expect(nearOnes('roy', ['roi'], 5)).toEqual([]);
    expect(nearOnes('martin', ['martin', 'martine', 'matin'], 2)).toHaveLength(2);
  });
});

test('a dossier is found unless it follows an account, a protégé or a declaration (TUT-13)', () => {
  expect(PROCESS_TYPES.filter((type) => !SOUGHT_PROCESSES.includes(type))).toEqual([
    'userOnboarding',
    'passwordReset',
    'accountClosure',
    'demarche',
    'missingProtege',
    'personalData',
  ]);
});
