/** Words shorter than this are too near to everything. */
export const NEAR_FROM = 4;

/** How many slips a word of this length may have. */
const slipsOf = (length: number): number => (length < 4 ? 0 : length < 6 ? 1 : 2);

/**
 * Those of the known words that were probably meant: as many letters added, left out, changed or swapped as a word of its length may have, the
 * nearest first. A word that goes on after a slip (« tileu » for « tilleuls ») is one too.
 */
export function nearOnes(word: string, known: readonly string[], max: number): string[] {
  const allowed = slipsOf(word.length);
  return known
    .map((one) => ({ one, slips: Math.min(slips(word, one), slips(word, one.slice(0, word.length + 1)) + 0.5) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips || a.one.localeCompare(b.one, 'fr'))
    .slice(0, max)
    .map(({ one }) => one);
}

/** Letters added, left out, changed or swapped with the next one between two words (optimal string alignment). */
export function slips(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The word with each two neighbours swapped: groups of three letters find them badly. */
export function swapsOf(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, index) => `${word.slice(0, index)}${word[index + 1]}${word[index]}${word.slice(index + 2)}`,
  );
}
