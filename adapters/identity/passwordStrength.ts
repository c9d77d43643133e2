import type { MatchEstimated, ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { Guesses } from '../../domain/account/password.ts';

/** Longer ones are judged by their beginning: what follows makes nobody's guess easier, and the time of a judgement grows with the square. */
const JUDGED_CHARACTERS = 40;
/** Ways of reading « p@55e » that are tried; the library's 100 would occupy the process for two seconds with 128 characters. */
const SUBSTITUTIONS = 10;
/** What the library gives any character that belongs to no pattern. */
const GUESSES_OF_A_SIGN = 10;

let loading: Promise<ZxcvbnFactory> | undefined;

/** Dictionaries take a third of a second and some 15 MB: only a process in which somebody chooses a password pays them, once. */
function estimator(): Promise<ZxcvbnFactory> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: JUDGED_CHARACTERS,
    l33tMaxSubstitutions: SUBSTITUTIONS,
  });
}

/**
 * Guesses until a password is found by who tries common passwords, French words, names, dates, walks on the keyboard and `words` first (S4):
 * as it was typed, or bare of capitals, accents and the signs between its words, whichever is sooner.
 */
export const passwordGuesses: Guesses = async (password, words) => {
  const zxcvbn = await estimator();
  const known = [...new Set([...words.map((word) => word.toLowerCase()), ...words.flatMap(bareWords)])];
  const guesses = (text: string) => guessesOf(zxcvbn.check(text, known).sequence as MatchEstimated[]);
  const plain = plainLetters(password);
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '');
  const typed = guesses(password.normalize('NFC'));
  if (bare === password) return typed;
  const signs = [...plain].length - [...bare].length;
  return Math.min(typed, guesses(bare) * GUESSES_OF_A_SIGN ** signs);
};

/**
 * Guesses for all parts, in any order. The library adds 10,000 for each further part, so that any three, « Bonjour2026! », would stand
 * 100 million: it is left out.
 */
function guessesOf(parts: readonly MatchEstimated[]): number {
  return parts.reduce((product, { guesses }, index) => product * guesses * (index + 1), 1);
}

/** Each word in plain letters, and all of them run together; what is shorter than three letters stands in too many others. */
function bareWords(text: string): string[] {
  const parts = plainLetters(text).split(/[^\p{L}\p{N}]+/u);
  return [parts.join(''), ...parts].filter((word) => word.length >= 3);
}

function plainLetters(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase();
}
