import type { NationalService } from '../../../domain/service/national.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Transaction } from '../prisma.ts';
import type { Row } from '../rows.ts';

/** Where services stand for everyone; one without a row is open. */
export async function nationalServices(db: Transaction): Promise<NationalService[]> {
  const rows = await db.nationalService.findMany({ orderBy: { service: 'asc' } });
  return rows.map((row) => row as NationalService);
}

/** Where one service stands for everyone; null: no row, so open. */
export async function nationalService(db: Transaction, service: ServiceCode): Promise<NationalService | null> {
  return (await db.nationalService.findUnique({ where: { service } })) as NationalService | null;
}

/** All of them as one column of a statement that reads other things too. */
export const NATIONAL_SERVICES = Prisma.sql`(SELECT coalesce(jsonb_agg(to_jsonb(n) ORDER BY n.service), '[]') FROM national_service n)`;

/** One of those rows, as `to_jsonb` gives it. */
export function toNational(row: Row): NationalService {
  const instant = (value: unknown) => (value == null ? null : new Date(value as string));
  return {
    service: row.service as ServiceCode,
    state: row.state as NationalService['state'],
    reason: row.reason as string,
    since: new Date(row.since as string),
    until: instant(row.until),
    opensOn: (row.opens_on ?? null) as string | null,
    searchBy: (row.search_by ?? null) as NationalService['searchBy'],
    processId: (row.process_id ?? null) as string | null,
  };
}
