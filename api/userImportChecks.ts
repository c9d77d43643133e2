import type { SheetRow } from '../domain/formats/sheet.ts';
import { countUsers } from '../domain/userImport/judge.ts';
import { type JudgedUser, USER_VERDICT_LABELS, type UserVerdict } from '../domain/userImport/types.ts';
import { type CheckedFile, type Checking, checkedToStart, keptNoMore } from './checkedFiles.ts';
import { type KeptList, lineKey } from './keptRows.ts';

/** What is said of a person of a list that was checked, and who that is. */
export interface CheckedUser extends Pick<JudgedUser, 'row' | 'verdict' | 'reasons'> {
  lastName: string;
  firstName: string;
  email: string;
}
export type CheckedList = CheckedFile<CheckedUser, { partnerId: string; sheet: readonly SheetRow[] }, UserVerdict>;

/** How a list of people is checked. */
export const CHECKING_USERS: Checking<CheckedUser, CheckedList['more'], UserVerdict> = {
  purpose: 'users',
  said: ({ verdict }) => verdict,
};

/** The list that this person checked for this partner, in the place of a file; refused as a missing file where it is kept no more. */
export async function keptUsers(call: Parameters<typeof checkedToStart>[0], checkId: string, partnerId: string) {
  const kept = await checkedToStart(call, CHECKING_USERS, checkId);
  if (kept.more.partnerId !== partnerId) throw keptNoMore();
  return { checkId, kept };
}

/** How many rows become what, and each that calls for a word. */
export function toldOf(judged: readonly JudgedUser[]) {
  const details = judged
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ row, verdict, reasons }) => ({ row, verdict, reasons }));
  return { rows: countUsers(judged), details };
}

export const checkedUsers = (judged: readonly JudgedUser[]): CheckedUser[] =>
  judged.map(({ row, verdict, reasons, input: { lastName, firstName, email } }) => ({
    ...{ row, verdict, reasons, lastName, firstName, email },
  }));

export const USER_LINE_SORTS = { row: 's', name: 's', email: 's', verdict: 's' } as const;
export const USER_LINES: KeptList<typeof USER_LINE_SORTS, CheckedUser & { before: UserVerdict | null }> = {
  sorts: USER_LINE_SORTS,
  keys: {
    row: lineKey,
    name: ({ lastName, firstName }) => `${lastName} ${firstName}`,
    email: ({ email }) => email,
    verdict: ({ verdict }) => USER_VERDICT_LABELS[verdict],
  },
  words: ({ lastName, firstName, email }) => [lastName, firstName, email],
};
