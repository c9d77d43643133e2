import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { mustAcceptRules, USAGE_READERS, USAGE_RULES, USAGE_RULES_VERSION } from './rules.ts';

describe("« Règles d'usage » (§11, S2 annexe 2; UI-5)", () => {
  test('OBL-1 to OBL-15, each once, addressed as the rule book says', () => {
    const of = (reader: string) => USAGE_RULES.filter((rule) => rule.reader === reader).map(({ id }) => id);
    expect(Object.keys(USAGE_READERS).map(of)).toEqual([
      ['OBL-1', 'OBL-2', 'OBL-3', 'OBL-4', 'OBL-5'],
      ['OBL-6', 'OBL-7'],
      ['OBL-8', 'OBL-9', 'OBL-10', 'OBL-11', 'OBL-12', 'OBL-13'],
      ['OBL-14', 'OBL-15'],
    ]);
  });

  test('no text shows the id of a rule', () => {
    for (const { text } of USAGE_RULES) expect(text).not.toMatch(/OBL-|[A-Z]{2,}-\d/);
  });

  test('other words are another version: whoever accepted this one has read these words', () => {
    const words = createHash('sha256').update(JSON.stringify(USAGE_RULES)).digest('hex').slice(0, 16);
    expect({ version: USAGE_RULES_VERSION, words }).toEqual({ version: 1, words: '4f26f04df324a734' });
  });

  test('asked of every person of a partner until the version in force is accepted, and of nobody of a Caf', () => {
    const asked = (partnerId: string | null, rulesVersion: number | null) =>
      mustAcceptRules({ partnerId, rulesVersion });
    expect(asked('p', null)).toBe(true);
    expect(asked('p', USAGE_RULES_VERSION - 1)).toBe(true);
    expect(asked('p', USAGE_RULES_VERSION)).toBe(false);
    expect(asked(null, null)).toBe(false);
  });
});
