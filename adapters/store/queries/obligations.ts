import { parisDate } from '../../../domain/policy/calendar.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, type Page, pageOf } from './cursor.ts';

/** A person and a service not used for long. */
export interface ObligationRow {
  userId: string;
  firstName: string;
  lastName: string;
  service: ServiceCode;
  since: Date;
  lastUsedAt: Date | null;
  referenceAt: Date;
  reminders: number;
}

interface ObligationFilter {
  /** last used, or else habilitated, at this instant or earlier */
  usedBefore: Date;
  limit: number;
  cursor?: string | undefined;
}

/** A partner's people by how long they have not used a service, the longest first; closed accounts have nothing to use. */
export async function listObligations(
  db: Database,
  partnerId: string,
  { usedBefore, limit, cursor }: ObligationFilter,
  at: Date,
): Promise<Page<ObligationRow>> {
  const after = decodeCursor(cursor, 'dss');
  const rows = await db.$queryRaw<ObligationRow[]>`
    SELECT s.user_id AS "userId", u.first_name AS "firstName", u.last_name AS "lastName", s.service, s.since,
        s.last_used_at AS "lastUsedAt", s.reference_at AS "referenceAt", s.reminders
      FROM service_use s JOIN app_user u ON u.id = s.user_id
      WHERE s.partner_id = ${partnerId} AND s.ended_at IS NULL AND s.reference_at <= ${usedBefore}
        AND (u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})
        ${after === null ? Prisma.empty : Prisma.sql`AND (s.reference_at, s.user_id, s.service) > (${after[0]}, ${after[1]}, ${after[2]})`}
      ORDER BY s.reference_at, s.user_id, s.service LIMIT ${limit + 1}`;
  return pageOf(rows, limit, (row) => [row.referenceAt.toISOString(), row.userId, row.service]);
}
