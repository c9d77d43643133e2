import { describe, expect, it } from '@jest/globals';
import { hasGlyph, lettersFault, unshown } from './letters.ts';

describe('letters that a document can show (CONV-5)', () => {
  it.each([
    'Crèche « Les Lutins » – n° 12',
    "L’Œuvre de l'Aïd, Ÿ",
    'Łódź Žižek Ñandú Đặng Ngọc Ẩn',
    'Ελευθερία',
    'Жанна Ёлкина',
    'e\u0301',
    'a\u00a0b\u200bc\r\nd',
    '',
  ])('takes %j', (text) => expect([unshown(text), lettersFault(text)]).toEqual([[], null]));

  it('names what it refuses, each letter once, in their order', () => {
    expect(lettersFault('李小龙')).toEqual({
      code: 'CARACTERE_INTERDIT',
      message:
        'Les caractères « 李 », « 小 », « 龙 » ne peuvent pas figurer sur un contrat : écrivez ce texte en lettres latines, grecques ou cyrilliques.',
    });
    expect(lettersFault('Anne 李李')?.message).toMatch(/^Le caractère « 李 » ne peut pas figurer sur un contrat/);
    expect(unshown('Amina أمينة')).toEqual([...'أمينة']);
    expect(lettersFault('עברית שלום רב')?.message).toContain('…');
  });

  it.each(['🏠', '\ufffd', '⠀', 'ｅ', '𝐀', '١'])('refuses %j', (text) => expect(unshown(text)).toEqual([text]));

  it('looks a code point up at the edges of its ranges', () => {
    expect([0x1f, 0x20, 0x7e, 0x7f, 0xa0, 0x181, 0x182, 0x1f916, 0x1f917].map(hasGlyph)).toEqual([
      ...[false, true, true, false, true, true, false, true, false],
    ]);
  });
});
