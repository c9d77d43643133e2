import { dropKeptForm, keepForm, keepInstead, keptForm } from '../adapters/store/keptForms.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import { startedUnder } from '../adapters/store/processRow.ts';
import { DomainError, invalid, missing, notFound } from '../domain/errors.ts';
import { saidOtherwise } from '../domain/formats/checkedLines.ts';
import { DAY_MS } from '../domain/policy/durations.ts';
import type { Call, Person } from './route.ts';
import { iso } from './shapes/common.ts';

/** How long a file that was checked waits for whoever checked it: it names people and organismes of which nothing is recorded yet. */
const KEPT_FOR_MS = DAY_MS;

/** A file that was checked, kept sealed for whoever checked it: what starts from it needs no file any more. */
export interface CheckedFile<L extends { row: number }, M, V extends string = string> {
  /** what it was checked for, and alone starts from it */
  purpose: string;
  checkedAt: string;
  /** what is said of each line */
  lines: readonly L[];
  /** what was said when it was shown, by the number of each line of which something else is said since */
  before: Readonly<Record<number, V | null>>;
  /** what its kind keeps beside its lines */
  more: M;
}

/** How a kind of file is checked. */
export interface Checking<L extends { row: number }, M, V extends string = string> {
  purpose: string;
  /** what was said of a line, where something else is said now */
  said: (line: L) => V | null;
  /** something else is said of the file as a whole, whatever its lines say */
  otherwise?: (shown: M, now: M) => boolean;
}

type CheckCall = Pick<Call<unknown, unknown, unknown, Person>, 'deps' | 'person' | 'at'>;

/** Until when a checked file is kept. */
export const checkedUntil = ({ checkedAt }: { checkedAt: string }): string =>
  iso(new Date(Date.parse(checkedAt) + KEPT_FOR_MS));

/** The file that this person checked for that; null for anybody else's, and for one that is kept no more. */
async function found<L extends { row: number }, M, V extends string>(
  { deps, person, at }: CheckCall,
  purpose: string,
  checkId: string,
): Promise<CheckedFile<L, M, V> | null> {
  const kept = (await keptForm(deps, { id: checkId, userId: person.id, at })) as Partial<CheckedFile<L, M, V>> | null;
  return kept?.purpose === purpose ? (kept as CheckedFile<L, M, V>) : null;
}

/** … to be read. Throws INTROUVABLE. */
export async function checkedToRead<L extends { row: number }, M, V extends string>(
  call: CheckCall,
  { purpose }: Checking<L, M, V>,
  checkId: string,
): Promise<CheckedFile<L, M, V>> {
  const kept = await found<L, M, V>(call, purpose, checkId);
  if (kept === null) throw notFound();
  return kept;
}

/** … to start from: refused as a missing file where it is kept no more. */
export async function checkedToStart<L extends { row: number }, M, V extends string>(
  call: CheckCall,
  { purpose }: Checking<L, M, V>,
  checkId: string,
): Promise<CheckedFile<L, M, V>> {
  const kept = await found<L, M, V>(call, purpose, checkId);
  if (kept === null) throw keptNoMore();
  return kept;
}

/** What started needs a file that is kept no more. */
export function keptNoMore(): DomainError {
  return invalid([missing('file', 'Cette vérification n’est plus gardée : choisissez de nouveau le fichier.')]);
}

/** Its lines, each with what was said of it before, where that is something else. */
export const linesOf = <L extends { row: number }, M, V extends string>({ lines, before }: CheckedFile<L, M, V>) =>
  lines.map((line) => ({ ...line, before: before[line.row] ?? null }));

/** What is said of a file now. */
interface Judged<L, M> {
  lines: readonly L[];
  more: M;
}

/**
 * Keeps a file that was just checked, or, of one that is kept (`again`), what is said of it now: each line of which that is something else bears what
 * was shown. Returns the id by which whoever checked it finds it again.
 */
export async function keepChecked<L extends { row: number }, M, V extends string>(
  { deps, person, at }: CheckCall,
  checking: Checking<L, M, V>,
  now: Judged<L, M>,
  again: { checkId: string; kept: CheckedFile<L, M, V> } | null,
): Promise<string> {
  const { purpose, said } = checking;
  if (again === null) {
    const content: CheckedFile<L, M, V> = { purpose, checkedAt: iso(at), ...now, before: {} };
    return keepForm(deps, { userId: person.id, content, at, forMs: KEPT_FOR_MS });
  }
  const { checkId, kept } = again;
  if (isAsShown(checking, kept, now)) return checkId;
  const changes = saidOtherwise(kept.lines, now.lines);
  const before = Object.fromEntries(changes.map((one) => [one.after.row, said(one.before)]));
  await keepInstead(deps, { id: checkId, userId: person.id, content: { ...kept, ...now, before } });
  return checkId;
}

const isAsShown = <L extends { row: number }, M, V extends string>(
  { otherwise = () => false }: Checking<L, M, V>,
  kept: CheckedFile<L, M, V>,
  now: Judged<L, M>,
): boolean => saidOtherwise(kept.lines, now.lines).length === 0 && !otherwise(kept.more, now.more);

/** Throws VERIFICATION_CHANGEE where something else is said now than what was shown. `nothing`: what was not done, `then`: what is to be done once it was read. */
export function assertAsShown<L extends { row: number }, M, V extends string>(
  checking: Checking<L, M, V>,
  kept: CheckedFile<L, M, V>,
  now: Judged<L, M>,
  { nothing, then }: { nothing: string; then: string },
): void {
  if (isAsShown(checking, kept, now)) return;
  throw new DomainError(
    'VERIFICATION_CHANGEE',
    `${nothing} : depuis la vérification, le résultat a changé. Relisez-le, puis ${then}.`,
  );
}

/** The file is used, once: of two that start from it at the same time, the second is refused as one that comes later. */
export async function takeChecked(
  tx: Transaction,
  { person }: Pick<CheckCall, 'person'>,
  checkId: string,
): Promise<void> {
  if (!(await dropKeptForm(tx, { id: checkId, userId: person.id }))) throw keptNoMore();
}

/** What was started under this key before its answer was lost: its file is used up, and is not asked for again. */
export function startedBefore({ deps }: CheckCall, startKey: string | null): Promise<{ id: string } | null> {
  return deps.db.$transaction((tx) => startedUnder(tx, startKey));
}
