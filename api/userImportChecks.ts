import { createHash } from 'node:crypto';
import { dropKeptForm, keepForm, keepInstead, keptForm } from '../adapters/store/keptForms.ts';
import { DomainError, invalid, missing } from '../domain/errors.ts';
import type { SheetRow } from '../domain/formats/sheet.ts';
import { countUsers } from '../domain/userImport/judge.ts';
import type { JudgedUser } from '../domain/userImport/types.ts';
import type { Call, Person } from './route.ts';

/** How long a list that was checked waits for whoever checked it: it names people who have no account yet. */
const KEPT_FOR_MS = 86_400_000;

/** A list of people that was checked: its rows as they were read, and a mark of what was said of them. */
interface CheckedList {
  partnerId: string;
  sheet: readonly SheetRow[];
  shown: string;
}

type ImportCall = Pick<
  Call<{ id: string }, unknown, { checkId?: string | undefined }, Person>,
  'deps' | 'person' | 'params' | 'body' | 'at'
>;

/** How many rows become what, and each that calls for a word. */
export function toldOf(judged: readonly JudgedUser[]) {
  const details = judged
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ row, verdict, reasons }) => ({ row, verdict, reasons }));
  return { rows: countUsers(judged), details };
}

const markOf = (judged: readonly JudgedUser[]): string =>
  createHash('sha256')
    .update(JSON.stringify(toldOf(judged)))
    .digest('base64url');

/** The list that this person checked for this partner; refused as a missing file where it is kept no more. */
export async function checkedList({ deps, person, params, at }: ImportCall, checkId: string): Promise<CheckedList> {
  const kept = (await keptForm(deps, { id: checkId, userId: person.id, at })) as Partial<CheckedList> | null;
  if (kept?.sheet === undefined || kept.partnerId !== params.id)
    throw invalid([missing('file', 'Cette vérification n’est plus gardée : choisissez de nouveau le fichier.')]);
  return kept as CheckedList;
}

/** Keeps a list that was just checked, or what is said of one now; returns its id. */
export async function keepList(
  { deps, person, params, body: { checkId }, at }: ImportCall,
  { sheet, judged }: { sheet: readonly SheetRow[]; judged: readonly JudgedUser[] },
): Promise<string> {
  const content: CheckedList = { partnerId: params.id, sheet, shown: markOf(judged) };
  if (checkId === undefined) return keepForm(deps, { userId: person.id, content, at, forMs: KEPT_FOR_MS });
  await keepInstead(deps, { id: checkId, userId: person.id, content });
  return checkId;
}

/** Throws VERIFICATION_CHANGEE where something else is said of a row than what was shown: somebody has an account meanwhile, or a group has gone. */
export function assertAsShown({ shown }: CheckedList, judged: readonly JudgedUser[]): void {
  if (shown === markOf(judged)) return;
  throw new DomainError(
    'VERIFICATION_CHANGEE',
    'Rien n’est créé : depuis la vérification, le résultat de certaines lignes a changé. Relisez-les, puis créez les comptes.',
  );
}

/** Its accounts are being made: the import has its rows from now on. */
export function dropList({ deps, person }: ImportCall, checkId: string): Promise<void> {
  return dropKeptForm(deps.db, { id: checkId, userId: person.id });
}
