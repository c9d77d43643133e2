import { IMPORT_ROW_LABELS, type ImportRowState } from '../../../domain/userImport/kind.ts';
import type { RowReason } from '../../../domain/userImport/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { askedOrder, numberKey, placed, type Sort, statementOrder, wordKey } from './cursor.ts';
import { countRows, whereGiven } from './scope.ts';

export interface UserImportRow {
  id: string;
  partnerId: string;
  createdBy: string;
  state: string;
}

/** One import of users; null when there is none. */
export async function userImportById(db: Database, id: string): Promise<UserImportRow | null> {
  const select = { id: true, partnerId: true, createdBy: true, state: true };
  const found = await db.process.findUnique({ where: { id, type: 'userImport' }, select });
  return found?.partnerId == null ? null : { ...found, partnerId: found.partnerId };
}

/** The first rows that make no account, and why. */
export async function rowsWithoutAccount(
  db: Database,
  processId: string,
  limit: number,
): Promise<{ row: number; state: string; reasons: RowReason[] }[]> {
  const rows = await db.userImportRow.findMany({
    where: { processId, state: { in: ['EXISTANT', 'DOUBLON', 'REFUSE'] } },
    orderBy: { row: 'asc' },
    take: limit,
    select: { row: true, state: true, reasons: true },
  });
  return rows.map((row) => ({ ...row, reasons: row.reasons as unknown as RowReason[] }));
}

const LINE = numberKey(Prisma.sql`row`);
/** What the rows of an import are sorted by. */
export const IMPORT_ROW_SORTS = { row: 's', email: 's', state: 's' } as const;
const KEYS: Readonly<Record<keyof typeof IMPORT_ROW_SORTS, Prisma.Sql>> = {
  row: LINE,
  email: Prisma.sql`lower(email)`,
  state: wordKey(Prisma.sql`state`, IMPORT_ROW_LABELS),
};

interface RowFilter {
  state?: ImportRowState | undefined;
  q?: string | undefined;
  sort?: Sort<typeof IMPORT_ROW_SORTS> | undefined;
  limit: number;
  cursor?: string | undefined;
}

const conditionsOf = (process_id: string, { state, q = '' }: RowFilter) => [
  ...whereGiven({ process_id, state }),
  ...(q === '' ? [] : [Prisma.sql`strpos(lower(email), lower(${q})) > 0`]),
];

/** Rows of an import with what became of each, in the order of the file where nobody says otherwise. */
export async function listImportRows(db: Database, processId: string, filter: RowFilter) {
  const asked = askedOrder(IMPORT_ROW_SORTS, filter.sort ?? 'row');
  const order = statementOrder(asked, [KEYS[asked.column], LINE], filter.cursor);
  const conditions = [...conditionsOf(processId, filter), ...order.after];
  const rows = await db.$queryRaw<
    { row: number; email: string; state: ImportRowState; reasons: RowReason[]; place: string[] }[]
  >`
    SELECT row, email, state, reasons, ${order.place} AS place
      FROM user_import_row WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY ${order.by} LIMIT ${filter.limit + 1}`;
  return placed(rows, filter.limit);
}

/** How many rows of it meet the filters, as far as lists are counted; null: more. */
export function countImportRows(db: Database, processId: string, filter: RowFilter): Promise<number | null> {
  return countRows(db, 'user_import_row', [Prisma.sql`true`], conditionsOf(processId, filter));
}
