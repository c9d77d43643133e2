import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { hasGlyph } from '../../../domain/formats/letters.ts';

/**
 * Source Sans 3 (SIL Open Font License), whole: every Latin, Greek and Cyrillic letter a name may have. Only the glyphs in use are
 * embedded. Read and parsed once per process.
 */
export interface Fonts {
  regular: Font;
  bold: Font;
}

const require = createRequire(import.meta.url);
let loaded: Fonts | undefined;

function load(file: string): Font {
  const font = create(readFileSync(require.resolve(`@expo-google-fonts/source-sans-3/${file}`)));
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} is a collection of fonts, not a font`);
  return font;
}

/** The fonts of every document. */
export function fonts(): Fonts {
  loaded ??= {
    regular: load('400Regular/SourceSans3_400Regular.ttf'),
    bold: load('600SemiBold/SourceSans3_600SemiBold.ttf'),
  };
  return loaded;
}

const SPACES = /[^\S\u00a0]/u;
/** No address or name is longer; breaking a longer run of letters into lines would take time in proportion to its square. */
const LONGEST_RUN = /[^ ]{300}(?=[^ ])/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * Text the fonts can show (domain/formats/letters.ts): controls and invisible marks dropped, every space a plain or a non-breaking one, any character without a glyph shown
 * as « ? » (a missing glyph is a box that nobody can read, copy or hear). French punctuation keeps to its word by a non-breaking space.
 */
export function legible(text: string): string {
  let shown = '';
  for (const character of text.normalize('NFC')) {
    const point = character.codePointAt(0) ?? 0;
    if (SPACES.test(character)) shown += ' ';
    else if (INVISIBLE.test(character)) continue;
    else shown += hasGlyph(point) ? character : '?';
  }
  return shown
    .replace(/ +/g, ' ')
    .trim()
    .replace(/ (?=[:;?!»])/g, '\u00a0')
    .replace(/(?<=«) /g, '\u00a0')
    .replace(/\bn° /g, 'n°\u00a0')
    .replace(LONGEST_RUN, '$& ');
}
