import type { SpreadsheetLimits } from './limits.ts';
import { notASpreadsheet, SpreadsheetRefused, tooManyBytes, tooManyRows } from './refusals.ts';

const SEPARATORS = [';', '\t', ','] as const;

/**
 * The text of a .csv as the parser takes it: in UTF-8, UTF-16 or, failing these, Windows-1252, with the separator that its first line uses
 * most said before. Throws SpreadsheetRefused where it is no list: not text, or no separator in its first line.
 */
export function csvText(file: Buffer, limits: SpreadsheetLimits): string {
  if (file.length > limits.maxBytes) throw new SpreadsheetRefused(tooManyBytes(limits));
  const text = decoded(file);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of these, every other kind of file has
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text.slice(0, 4_000)))
    throw new SpreadsheetRefused(notASpreadsheet("Ce fichier n'est ni un classeur .xlsx ni un texte .csv."));
  const said = /^sep=(.)\r?\n/.exec(text);
  const body = said === null ? text : text.slice(said[0].length);
  const head =
    body
      .slice(0, 10_000)
      .split(/\r?\n/)
      .find((line) => line.trim() !== '') ?? '';
  const usual = SEPARATORS.reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best));
  const separator = said?.[1] ?? usual;
  if (!head.includes(separator))
    throw new SpreadsheetRefused(
      notASpreadsheet("Ce fichier n'est pas un classeur .xlsx, ni un .csv dont un point-virgule sépare les colonnes."),
    );
  if ((body.match(/\n[^\n]*[^\s;,]/g)?.length ?? 0) > limits.maxRows)
    throw new SpreadsheetRefused(tooManyRows(limits, 'csv'));
  return `sep=${separator}\n${body}`;
}

function decoded(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (file[0] === 0xfe && file[1] === 0xff) return new TextDecoder('utf-16be').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return windows1252(file);
  }
}

/** What Windows-1252 has where Latin-1 has control characters, from 0x80 on; the five it leaves unused stay what they are. */
const BEYOND_LATIN_1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** By a table of its own: Node's TextDecoder takes 'windows-1252' for Latin-1 in several releases, and « Œuvre » lost its first letter. */
function windows1252(file: Buffer): string {
  return file
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (control) => BEYOND_LATIN_1[control.charCodeAt(0) - 0x80] ?? control);
}
