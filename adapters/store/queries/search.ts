import type { SearchKind } from '../../../domain/search/kinds.ts';
import { NEAR_FROM, nearOnes, swapsOf } from '../../../domain/search/near.ts';
import type { SearchQuery } from '../../../domain/search/query.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { partnerShares, type Scope } from './scope.ts';

/** A word may go on from here: shorter ones are taken whole. */
const PREFIX_FROM = 3;
/** Three letters begin the names of too many people (P9). */
const PEOPLE_PREFIX_FROM = 4;
/** Ranked among so many; where there are more, the words say too little. */
const CANDIDATES = 100;
const NEAR_CANDIDATES = 60;
const NEAR_MAX = 6;
/** With more words than these, those that somebody bears are taken to be meant as they are. */
const FEW_WORDS = 3;

export interface FoundEntry {
  kind: SearchKind;
  id: string;
}

export interface Found {
  /** nothing bore these words: what is near them was taken */
  near: boolean;
  /** at most `limit` + 1 of each kind, the best first */
  entries: FoundEntry[];
}

interface Asked {
  scope: Scope;
  kinds: readonly SearchKind[];
  limit: number;
}

/**
 * Entries of these kinds that this scope may find, the best first: those that bear the words or the key as typed, then those whose words go
 * on from them; where there is none, those with words near them. Each step is asked only where the one before left room.
 */
export async function searchEntries(
  db: Database,
  { query, ...asked }: Asked & { query: SearchQuery | null },
): Promise<Found> {
  const who = scopeTerm(asked.scope);
  if (query === null || who === null || asked.kinds.length === 0) return { near: false, entries: [] };
  const { words, key } = query;
  const whole = words.map((word) => [quoted(word)]);
  const { known, entries: exact } = await asTyped(db, asked, { who, words: whole, key, said: words });
  const on = goingOn(words, known, exact.length > 0);
  const open = asked.kinds.filter((kind) => exact.filter((entry) => entry.kind === kind).length <= asked.limit);
  const short = words.some((word, index) => on[index] === true && word.length < PEOPLE_PREFIX_FROM);
  const longer = on.includes(true)
    ? await entriesWith(
        db,
        { ...asked, kinds: short ? open.filter((kind) => kind !== 'PERSONNE') : open },
        { who, words: prefixed(words, on), key: null, said: words },
      )
    : [];
  const entries = once([...exact, ...longer]);
  if (entries.length > 0) return { near: false, entries };
  const near = await nearWords(db, words, known);
  if (near.every((alternatives) => alternatives.length === 1)) return { near: false, entries: [] };
  return { near: true, entries: await entriesWith(db, asked, { who, words: near, key: null, said: words }) };
}

/** The term that an entry of this scope bears; '' for everything, null for nothing. */
function scopeTerm(scope: Scope): string | null {
  if ('all' in scope) return '';
  if ('caf' in scope) return `caf:${scope.caf}`;
  return 'partnerId' in scope ? `partner:${scope.partnerId}` : null;
}

function once(entries: readonly FoundEntry[]): FoundEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.kind} ${entry.id}`, entry])).values()];
}

interface Wording {
  who: string;
  /** alternatives of each word as the query writes them, of which an entry bears one */
  words: readonly (readonly string[])[];
  /** borne in the place of all words; null: no key */
  key: string | null;
  /** as typed: what is ranked by */
  said: readonly string[];
}

async function entriesWith(db: Database, asked: Asked, wording: Wording): Promise<FoundEntry[]> {
  const walks = walksFor(asked, wording);
  return walks.length === 0 ? [] : db.$queryRaw<FoundEntry[]>`${Prisma.join(walks, ' UNION ALL ')}`;
}

/** What bears all of it as typed, partners whose SIRET begins so first, and which of the words some entry bears: by one statement. */
async function asTyped(
  db: Database,
  asked: Asked,
  wording: Wording,
): Promise<{ known: ReadonlySet<string>; entries: FoundEntry[] }> {
  const rows = await db.$queryRaw<{ kind: SearchKind | 'WORD'; id: string }[]>`${Prisma.join(
    [
      Prisma.sql`(SELECT 'WORD' AS kind, word AS id FROM search_word WHERE word = ANY (${[...wording.said]}))`,
      ...partnersBegun(asked, wording.key),
      ...walksFor(asked, wording),
    ],
    ' UNION ALL ',
  )}`;
  const entries = rows.flatMap(({ kind, id }) => (kind === 'WORD' ? [] : [{ kind, id }]));
  return { known: new Set(rows.flatMap(({ kind, id }) => (kind === 'WORD' ? [id] : []))), entries: once(entries) };
}

/** A walk for each kind: of so many candidates, the likest. */
function walksFor({ kinds, limit }: Asked, { who, words, key, said }: Wording): Prisma.Sql[] {
  const all = words.map((alternatives) => `(${alternatives.join(' | ')})`).join(' & ');
  const borne = key === null ? all : `((${all}) | ${quoted(`no:${key}`)})`;
  return kinds.map((kind) => {
    const terms = [quoted(`kind:${kind}`), ...(who === '' ? [] : [quoted(who)]), borne].join(' & ');
    return Prisma.sql`(SELECT kind, id FROM (SELECT kind, id, name FROM search_entry WHERE terms @@ ${terms}::tsquery LIMIT ${CANDIDATES}) found
      ORDER BY similarity(name, ${said.join(' ')}) DESC, name, id LIMIT ${limit + 1})`;
  });
}

/** Partners whose SIRET begins so: a walk of its own index. */
function partnersBegun({ scope, kinds, limit }: Asked, key: string | null): Prisma.Sql[] {
  if (key === null || !kinds.includes('PARTENAIRE') || !/^\d{3,13}$/.test(key)) return [];
  const [from, to] = [key.padEnd(14, '0'), key.padEnd(14, '9')];
  return partnerShares(scope).map(
    (share) =>
      Prisma.sql`(SELECT 'PARTENAIRE' AS kind, id FROM partner WHERE siret BETWEEN ${from} AND ${to} AND ${share} ORDER BY siret LIMIT ${limit + 1})`,
  );
}

/** A term as a query writes it: words are letters and digits, ids and codes bear no quote either; whatever has one is doubled. */
const quoted = (term: string): string => `'${term.replace(/[\\']/g, '$&$&')}'`;

/**
 * Which words may go on: one that nobody bears; the last one where all are borne, but never together or it is the only one. A frequent word that
 * goes on (« de », « les ») would cost a walk of half the index and say nothing.
 */
function goingOn(words: readonly string[], known: ReadonlySet<string>, found: boolean): boolean[] {
  const may = words.map((word) => word.length >= PREFIX_FROM && !/\d/.test(word));
  const unknown = words.map((word, index) => may[index] === true && !known.has(word));
  if (unknown.includes(true)) return unknown;
  const last = words.length === 1 || (!found && words.length <= FEW_WORDS) ? words.length - 1 : -1;
  return words.map((_, index) => index === last && may[index] === true);
}

const prefixed = (words: readonly string[], on: readonly boolean[]): string[][] =>
  words.map((word, index) => [on[index] === true ? `${quoted(word)}:*` : quoted(word)]);

/** Each word with those that were probably meant: of words that nobody bears, or of all where there are few; a number is near no other. */
async function nearWords(db: Database, words: readonly string[], known: ReadonlySet<string>): Promise<string[][]> {
  const all = words.length <= FEW_WORDS;
  return Promise.all(
    words.map(async (word) => {
      const near = all || !known.has(word) ? nearOnes(word, await candidatesNear(db, word), NEAR_MAX) : [];
      return [...new Set([word, ...near])].map(quoted);
    }),
  );
}

async function candidatesNear(db: Database, word: string): Promise<string[]> {
  if (word.length < NEAR_FROM || /\d/.test(word)) return [];
  const rows = await db.$queryRaw<{ word: string }[]>`
    SELECT word FROM (SELECT DISTINCT word FROM search_word WHERE word % ${word} OR word = ANY (${swapsOf(word)})) near
      ORDER BY similarity(word, ${word}) DESC, word LIMIT ${NEAR_CANDIDATES}`;
  return rows.map((row) => row.word);
}
