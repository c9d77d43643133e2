import type { Opening } from '../../../domain/service/standing.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Row } from '../rows.ts';

/** Every opening of a partner as one column of a statement that reads other things too. */
export function openingsOf(partnerId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT coalesce(jsonb_agg(to_jsonb(o) ORDER BY o.opens_on, o.id), '[]') FROM opened_service o WHERE o.partner_id = ${partnerId})`;
}

/** One of those rows, as `to_jsonb` gives it. */
export function toOpening(row: Row): Opening {
  const instant = (value: unknown) => (value == null ? null : new Date(value as string));
  return {
    id: row.id as string,
    service: row.service as Opening['service'],
    bulletinId: row.bulletin_id as string,
    state: row.state as Opening['state'],
    opensOn: row.opens_on as string,
    reason: (row.reason ?? null) as string | null,
    suspendedAt: instant(row.suspended_at),
    suspendedUntil: instant(row.suspended_until),
    suspendedBy: (row.suspended_by ?? null) as string | null,
  };
}

/** What an act on people may change of an opening. */
export function fromOpening({ id, state, reason, suspendedAt, suspendedUntil, suspendedBy }: Opening): Row {
  return {
    id,
    state,
    reason,
    suspended_at: suspendedAt?.toISOString() ?? null,
    suspended_until: suspendedUntil?.toISOString() ?? null,
    suspended_by: suspendedBy,
  };
}
