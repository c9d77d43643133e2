import { randomBytes } from 'node:crypto';
import type { AuditDraft } from '../../../domain/decision/journal.ts';
import { Personal } from '../../../domain/decision/personal.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { createSeal, type Seal } from '../../identity/sealed.ts';
import type { Write } from '../writes.ts';

/** Runs a statement that answers: in a transaction, or by itself. */
type Read = <T>(sql: Prisma.Sql) => Promise<T[]>;

/** What tells who somebody is, as the journal keeps it: whose key opens it, and what it is about. */
interface SealedFields {
  subject: string;
  fields: string[];
  sealed: string;
}

const KEY_BYTES = 32;
export const aboutKey = (subject: string) => `journal key ${subject}`;
const aboutFields = (subject: string) => `journal ${subject}`;
const sealWith = (key: Buffer): Seal => createSeal([{ id: 'j', key }]);

/** Keys of the journal by their subject, as they are stored. */
export type StoredKeys = ReadonlyMap<string, Uint8Array>;

/**
 * The lines with what tells who somebody is sealed, each under the key of its subject, which is made with the first change (S6). Whoever
 * erases the subject throws the key away (`forgetKeys`): lines and hashes stay, and nobody reads them any more.
 */
export async function sealPersonal(
  read: Read,
  seal: Seal,
  lines: readonly AuditDraft[],
  at: Date,
): Promise<AuditDraft[]> {
  const subjects = subjectsOf(lines);
  if (subjects.length === 0) return [...lines];
  const rows = await storedKeys(read, subjects);
  const made = missingKeys(seal, subjects, rows);
  if (made.size === 0) return sealedLines(seal, lines, rows);
  // whoever made one at the same instant was first: theirs is the one
  await read(Prisma.sql`${insertKeys(made, at)} ON CONFLICT DO NOTHING RETURNING 1`);
  return sealedLines(seal, lines, await storedKeys(read, subjects));
}

/**
 * The same with the keys that were loaded with what is saved: what is missing is made, as a write beside the others. It undoes the whole
 * statement where somebody made one meanwhile (ADR 8).
 */
export function sealTogether(
  seal: Seal,
  lines: readonly AuditDraft[],
  loaded: StoredKeys,
  at: Date,
): { lines: AuditDraft[]; writes: Write[] } {
  const made = missingKeys(seal, subjectsOf(lines), loaded);
  const sealed = sealedLines(seal, lines, new Map([...loaded, ...made]));
  if (made.size === 0) return { lines: sealed, writes: [] };
  const sql = Prisma.sql`${insertKeys(made, at)} ON CONFLICT DO NOTHING RETURNING 1`;
  const then = Prisma.sql`1 / (SELECT (count(*) = ${made.size}::int)::int FROM made_keys)`;
  return { lines: sealed, writes: [{ name: 'made_keys', sql, then }] };
}

/** The seal of each subject, whose key is opened once, however much is said of it; null: there is no key. */
function ownSeals(seal: Seal, keys: StoredKeys): (subject: string) => Seal | null {
  const opened = new Map<string, Seal>();
  return (subject) => {
    const key = keys.get(subject);
    if (key === undefined) return null;
    const own = opened.get(subject) ?? sealWith(seal.open(key, aboutKey(subject)));
    opened.set(subject, own);
    return own;
  };
}

function subjectsOf(lines: readonly AuditDraft[]): string[] {
  const subjects = new Set<string>();
  const noted = (one: Personal) => {
    subjects.add(one.subject);
    return one;
  };
  for (const { before, after } of lines) replaced([before, after], isPersonal, noted);
  return [...subjects];
}

function missingKeys(seal: Seal, subjects: readonly string[], known: StoredKeys): Map<string, Uint8Array> {
  const missing = subjects.filter((subject) => !known.has(subject));
  return new Map(missing.map((subject) => [subject, seal.close(randomBytes(KEY_BYTES), aboutKey(subject))]));
}

function insertKeys(made: StoredKeys, at: Date): Prisma.Sql {
  const rows = [...made].map(([subject, sealed]) => Prisma.sql`(${subject}, ${sealed}::bytea, ${at}::timestamptz)`);
  return Prisma.sql`INSERT INTO journal_key (subject, sealed, created_at) VALUES ${Prisma.join(rows)}`;
}

function sealedLines(seal: Seal, lines: readonly AuditDraft[], keys: StoredKeys): AuditDraft[] {
  const ownSeal = ownSeals(seal, keys);
  const close = (one: Personal): SealedFields => {
    const { subject, names } = one;
    const own = ownSeal(subject);
    if (own === null) throw new Error('A key of the journal that was just made is gone');
    const sealed = own.close(Buffer.from(JSON.stringify(one.reveal())), aboutFields(subject));
    return { subject, fields: names, sealed: sealed.toString('base64') };
  };
  return lines.map((line) => ({
    ...line,
    ...(line.before === undefined ? {} : { before: replaced(line.before, isPersonal, close) }),
    ...(line.after === undefined ? {} : { after: replaced(line.after, isPersonal, close) }),
  }));
}

/**
 * What the journal kept before and after, readable: a subject whose key is gone stands as erased. `seal` null: the reader may not see who
 * it is about; `only`: nor whom else.
 */
export async function openPersonal<L extends { before: unknown; after: unknown }>(
  read: Read,
  seal: Seal | null,
  lines: readonly L[],
  only?: string,
): Promise<L[]> {
  const subjects = new Set<string>();
  const noted = (one: SealedFields) => {
    subjects.add(one.subject);
    return one;
  };
  for (const { before, after } of lines) replaced([before, after], isSealed, noted);
  if (subjects.size === 0) return [...lines];
  const kept = await storedKeys(read, [...subjects]);
  const ownSeal = seal === null ? () => null : ownSeals(seal, kept);
  const open = ({ subject, fields, sealed }: SealedFields) => {
    if (!kept.has(subject)) return { fields, erased: true };
    if (seal === null || (only !== undefined && only !== subject)) return { fields, sealed: true };
    try {
      const opened = ownSeal(subject)?.open(Buffer.from(sealed, 'base64'), aboutFields(subject));
      return JSON.parse(String(opened));
    } catch {
      // the deployment's key that closed it is not known any more, or somebody changed the line: audit:verify tells which
      return { fields, unreadable: true };
    }
  };
  return lines.map((line) => ({
    ...line,
    before: replaced(line.before, isSealed, open),
    after: replaced(line.after, isSealed, open),
  }));
}

/** A statement that throws away the keys of these subjects: what the journal keeps of them is read no more (S7). */
export function forgetKeys(subjects: readonly string[]): Prisma.Sql {
  return Prisma.sql`DELETE FROM journal_key WHERE subject = ANY(${[...subjects]})`;
}

async function storedKeys(read: Read, subjects: readonly string[]): Promise<StoredKeys> {
  const rows = await read<{ subject: string; sealed: Uint8Array }>(
    Prisma.sql`SELECT subject, sealed FROM journal_key WHERE subject = ANY(${[...subjects]})`,
  );
  return new Map(rows.map(({ subject, sealed }) => [subject, sealed]));
}

function isSealed(value: object): value is SealedFields {
  return 'sealed' in value && 'subject' in value && 'fields' in value;
}

function isPersonal(value: object): value is Personal {
  return value instanceof Personal;
}

/** A value with everything of one kind in it replaced, however deep it stands. */
function replaced<T extends object>(value: unknown, is: (one: object) => one is T, by: (one: T) => unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (is(value)) return by(value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, is, by));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, is, by)]));
}
