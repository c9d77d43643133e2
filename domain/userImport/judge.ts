import { nominativeEmail } from '../account/email.ts';
import { DomainError } from '../errors.ts';
import { findHeaderOf, type Header } from '../formats/header.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { quoted } from '../formats/text.ts';
import type { PeopleActOf } from '../people/acts.ts';
import { decidePeople, type PeopleContext } from '../people/decide.ts';
import type { Asker } from '../people/rights.ts';
import { isLive, type Roster } from '../people/types.ts';
import { readUser, USER_COLUMNS } from './read.ts';
import type { JudgedUser, ReadUser, RowReason, UserColumn, UserVerdict } from './types.ts';

export const MAX_USERS = 5_000;

/** Reads every line of a list of users; throws COLONNE_MANQUANTE and FICHIER_TROP_DE_LIGNES. */
export function readUsers(rows: readonly SheetRow[]): { header: Header<UserColumn>; users: ReadUser[] } {
  const header = findHeaderOf(USER_COLUMNS, rows);
  const users = rows
    .filter(({ row }) => row > header.row)
    .map((row) => readUser(row, header))
    .filter((user) => user !== null);
  if (users.length > MAX_USERS)
    throw new DomainError(
      'FICHIER_TROP_DE_LIGNES',
      `Le fichier nomme plus de ${MAX_USERS.toLocaleString('fr-FR')} personnes. Coupez-le en plusieurs fichiers.`,
    );
  return { header, users };
}

/**
 * The verdict of every row with all its reasons at once. What a row would do is asked of the very rules that would do it (`createUser`), so
 * that a file is never judged by other rules than a form. `organisme`: with the accounts that have one of the file's addresses.
 */
export function judgeUsers(
  { header, users }: { header: Header<UserColumn>; users: readonly ReadUser[] },
  roster: Roster,
  asker: Asker,
  context: PeopleContext,
  confirmed: boolean,
): JudgedUser[] {
  const groups = new Map(roster.groups.filter(isLive).map((one) => [one.code, one]));
  const accounts = byEmail(roster);
  const firstRow = new Map<string, number>();
  return users.map(({ row, input, groupCodes, workplaceSocialWorker, faults, notes }) => {
    const reason = (column: UserColumn, { code, message }: Pick<RowReason, 'code' | 'message'>): RowReason => ({
      code,
      column: header.nameOf(column),
      message,
    });
    const known = groupCodes.flatMap((code) => groups.get(code) ?? []);
    const unknown = groupCodes.filter((code) => !groups.has(code));
    const reasons = [
      ...faults.map(({ column, fault }) => reason(column, fault)),
      ...unknown.map((code) =>
        reason('group', { code: 'GROUPE_INCONNU', message: `Aucun groupe ouvert n'a le code ${quoted(code)}.` }),
      ),
    ];
    const judged = (verdict: UserVerdict, all: RowReason[]): JudgedUser => ({
      row,
      verdict,
      reasons: [...all, ...notes.map((note) => reason(note.column, note))],
      input,
      groupIds: known.map(({ id }) => id),
    });
    const above = firstRow.get(input.email);
    if (input.email !== '' && above === undefined) firstRow.set(input.email, row);
    if (above !== undefined)
      return judged('duplicate', [
        reason('email', { code: 'DOUBLON_DU_FICHIER', message: `La ligne ${above} a déjà cette adresse.` }),
      ]);
    const named = { ...roster, groups: known, memberships: [], accounts: accounts.get(input.email) ?? [] };
    const act = createUserAct({ input, groupIds: known.map(({ id }) => id) });
    const refused = input.email === '' ? [] : refusalsOf(() => decidePeople(named, act, context, asker));
    if (refused.some(({ code }) => code === 'COMPTE_EXISTANT') && reasons.length === 0)
      return judged('existing', [
        reason('email', { code: 'COMPTE_EXISTANT', message: 'Cette personne a déjà un compte.' }),
      ]);
    const t1 = known.find(({ profile }) => profile === 'T1');
    const unread = faults.some(({ column }) => column === 'workplaceSocialWorker');
    if (t1 !== undefined && workplaceSocialWorker === null && !unread)
      reasons.push(
        reason('workplaceSocialWorker', {
          code: 'CHAMP_OBLIGATOIRE',
          message: `Répondez oui ou non : le groupe ${t1.code} porte le profil T1, fermé aux assistants sociaux du travail.`,
        }),
      );
    reasons.push(...refused.map((fault) => ({ ...fault, column: columnOf(header, fault.column) })));
    if (reasons.length > 0) return judged('refused', reasons);
    const { warning } = nominativeEmail(input.email, input);
    if (warning === null) return judged('accepted', []);
    return judged(confirmed ? 'accepted' : 'toConfirm', [reason('email', warning)]);
  });
}

/** The act that makes the account of a row; its address was confirmed with the file. */
export function createUserAct({ input, groupIds }: Pick<JudgedUser, 'input' | 'groupIds'>): PeopleActOf<'createUser'> {
  return { type: 'createUser', input, confirmed: true, administrateur: false, groupIds };
}

/** Why the rules refuse, fault by fault with the field's name; none when they do not. */
export function refusalsOf(act: () => unknown): RowReason[] {
  try {
    act();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message, faults } = error;
    if (faults.length === 0) return [{ code, column: '', message }];
    return faults.map((fault) => ({ code: fault.code, column: fault.path, message: fault.message }));
  }
}

/** How many rows of each verdict. */
export function countUsers(judged: readonly Pick<JudgedUser, 'verdict'>[]): Record<UserVerdict | 'total', number> {
  const counts = { total: judged.length, accepted: 0, toConfirm: 0, existing: 0, duplicate: 0, refused: 0 };
  for (const { verdict } of judged) counts[verdict] += 1;
  return counts;
}

function byEmail({ accounts }: Roster): Map<string, Roster['accounts']> {
  const found = new Map<string, Roster['accounts']>();
  for (const account of accounts) found.set(account.email, [...(found.get(account.email) ?? []), account]);
  return found;
}

function columnOf(header: Header<UserColumn>, path: string): string {
  const column = USER_COLUMNS.find(({ key }) => key === path);
  return column === undefined ? '' : header.nameOf(column.key);
}
