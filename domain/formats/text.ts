/** What nobody sees, as copy and paste leaves it behind: soft hyphen, zero-width characters, writing direction, selectors, byte order mark. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for; PostgreSQL refuses NUL in a text
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/**
 * The one way to read a line of text, wherever it comes from (API, pages, sheets). Text as a person meant it: composed accents (NFC), line breaks and every kind of space as one plain space, nothing invisible,
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

/** A text that is shown as it was written, spaces and lines as they are, without what nobody sees: it turns no line around. */
export function withoutUnseen(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, (one) => (one === '\n' ? one : ' '));
}

/** The same for text of several lines: each is cleaned, line ends are \n, and one empty line parts paragraphs. */
export function cleanProse(raw: string): string {
  return raw
    .split(/\r\n?|[\n\u0085\u2028\u2029]/)
    .map(cleanText)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A code or a secret as copied from a mail and typed by hand: what surrounds and parts it (spaces, hyphens, dots) is no part of it. */
export function compactSecret(raw: string): string {
  return cleanText(raw).replace(/[\s.·_\-‐-―]/g, '');
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
  const characters = [...cleanText(raw).slice(0, max * 2 + 2)];
  const shown = characters.length > max ? `${characters.slice(0, max).join('')}…` : characters.join('');
  return `« ${shown} »`;
}

/** A label inside a sentence: its first letter in lower case, acronyms as they are ('Lever un écart de SIRET' → 'lever un écart de SIRET'). */
export function inSentence(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
