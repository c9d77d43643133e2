import { usedMeanwhile } from '../../../domain/dossier/signatureCode.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Write } from '../writes.ts';

/**
 * The mailed code that a signature uses, written with it. Throws CODE_REFUSE when it has signed already; whoever is overtaken between this look and
 * the write looks again.
 */
export async function usedCodeWrites(
  read: <T>(sql: Prisma.Sql) => Promise<T[]>,
  code: string | null,
  at: Date,
): Promise<Write[]> {
  if (code === null) return [];
  const fresh = await read(Prisma.sql`SELECT 1 FROM link_code WHERE id = ${code} AND used_at IS NULL`);
  if (fresh.length === 0) throw usedMeanwhile();
  const sql = Prisma.sql`UPDATE link_code SET used_at = ${at} WHERE id = ${code} AND used_at IS NULL RETURNING 1`;
  return [{ name: 'used_code', sql, then: Prisma.sql`1 / (SELECT count(*) FROM used_code)` }];
}
