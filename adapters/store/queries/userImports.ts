import type { RowReason } from '../../../domain/userImport/types.ts';
import type { Database } from '../prisma.ts';

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
