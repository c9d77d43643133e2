import { cleanText } from '../formats/text.ts';

/** How protégés were searched: never what was typed, which is someone's name or number (S2). */
export const SEARCHES = { LISTE: 'Liste entière', NOM: 'Par le nom', NUMERO: 'Par le numéro' } as const;
export type SearchKind = keyof typeof SEARCHES;

/** Without case and accents, words parted by one space: what protégés are sorted and searched by. */
export function searchTextOf({ lastName, firstName }: { lastName: string; firstName: string }): string {
  return foldWords(`${lastName} ${firstName}`);
}

/** A protégé's number as it is kept: capitals, without what parts it. */
export function foldNumber(raw: string): string {
  return cleanText(raw)
    .replace(/[\s.\-/]/g, '')
    .toUpperCase();
}

/** What somebody searches by: every word must occur in the name, a number begins one. */
export interface ProtegeSearch {
  kind: SearchKind;
  words: readonly string[];
  /** null: not searched by number */
  number: string | null;
}

const MAX_WORDS = 6;

/** Reads what was typed: a name, in any order and in part, or a number, which has a digit. */
export function readSearch(typed: string): ProtegeSearch {
  const cleaned = cleanText(typed);
  if (cleaned === '') return { kind: 'LISTE', words: [], number: null };
  if (/\d/.test(cleaned)) return { kind: 'NUMERO', words: [], number: foldNumber(cleaned) };
  const words = foldWords(cleaned)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  return { kind: words.length === 0 ? 'LISTE' : 'NOM', words, number: null };
}

function foldWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
