/** Invisible marks that copy and paste leaves behind: soft hyphen, zero-width characters, writing direction, byte order mark. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for; PostgreSQL refuses NUL in a text
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/**
 * Text as a person meant it: composed accents (NFC), line breaks and every kind of space as one plain space, nothing invisible,
 * no control character, no half of a surrogate pair (neither survives a JSON column), trimmed.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(CONTROL, ' ')
    .replace(INVISIBLE, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Key for comparing words without case, accents, punctuation and spaces (§6.4): 'N° convention MCP' → 'nconventionmcp'. */
export function foldText(raw: string): string {
  return raw
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

/** A value quoted in a message: between French quotes, cut so that a whole page pasted in a cell stays readable. */
export function quoted(raw: string, max = 60): string {
  const characters = [...raw.slice(0, max * 2 + 2)];
  const shown = characters.length > max ? `${characters.slice(0, max).join('')}…` : characters.join('');
  return `« ${shown} »`;
}

/** A label inside a sentence: its first letter in lower case, acronyms as they are ('Lever un écart de SIRET' → 'lever un écart de SIRET'). */
export function inSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
