import { parisDate } from '../../../domain/policy/calendar.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { decodeCursor, type Page, pageOf } from './cursor.ts';
import { usableNow } from './usable.ts';

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

/** A partner's people by how long they have not used a service, the longest first; closed accounts have nothing to use, nor has anybody what is closed
 * or suspended today. */
export async function listObligations(
  db: Database,
  partnerId: string,
  { usedBefore, limit, cursor }: ObligationFilter,
  at: Date,
): Promise<Page<ObligationRow>> {
  const after = decodeCursor(cursor, 'dss');
  const rows = await db.$queryRaw<ObligationRow[]>`
    SELECT u.user_id AS "userId", p.first_name AS "firstName", p.last_name AS "lastName", u.service, u.since,
        u.last_used_at AS "lastUsedAt", u.reference_at AS "referenceAt", u.reminders
      FROM service_use u JOIN app_user p ON p.id = u.user_id
      WHERE u.partner_id = ${partnerId} AND u.ended_at IS NULL AND u.reference_at <= ${usedBefore} AND ${usableNow(at)}
        AND (p.closes_on IS NULL OR p.closes_on > ${parisDate(at)})
        ${after === null ? Prisma.empty : Prisma.sql`AND (u.reference_at, u.user_id, u.service) > (${after[0]}, ${after[1]}, ${after[2]})`}
      ORDER BY u.reference_at, u.user_id, u.service LIMIT ${limit + 1}`;
  return pageOf(rows, limit, (row) => [row.referenceAt.toISOString(), row.userId, row.service]);
}
