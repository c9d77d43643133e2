import { foldText } from '../formats/text.ts';

/** What somebody looks for: words that must all occur, or one key (a SIRET, an identifiant, a number) however it is parted. */
export interface SearchQuery {
  /** without case and accents, each once */
  words: readonly string[];
  /** all that was typed without what parts it, where it has a digit; null: it is no key */
  key: string | null;
}

const MAX_WORDS = 8;
const KEY_FROM = 3;

/**
 * Reads what was typed in the search box; null: there is nothing to look for. A SIRET or a SIREN in groups is one word, as it is displayed;
 * single letters (« d’ », « l’ ») part names and are left out where there is more.
 */
export function readQuery(typed: string): SearchQuery | null {
  const joined = typed.replace(/(?<!\d)\d{1,5}(?:[\s.]+\d{1,5})+(?!\d)/g, (run) => {
    const digits = run.replace(/\D/g, '');
    return digits.length === 9 || digits.length === 14 ? digits : run;
  });
  const all = [
    ...new Set(
      joined
        .split(/[^\p{L}\p{M}\p{N}]+/u)
        .map(foldText)
        .filter((word) => word !== ''),
    ),
  ];
  const long = all.filter((word) => word.length > 1);
  const words = (long.length > 0 ? long : all).slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  const key = foldText(typed);
  return { words, key: /\d/.test(key) && key.length >= KEY_FROM ? key : null };
}
