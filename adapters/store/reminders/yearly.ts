import { yearlyLimits } from '../../../domain/obligation/yearly.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { type DueOfService, PEOPLE_NAMED, tellYearlyUse } from '../../../domain/reminders/yearlyUse.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import { usableNow } from '../queries/usable.ts';
import { type ReminderSettings, tellPartners } from './telling.ts';

const PARTNERS_PER_BATCH = 50;
/** Rows looked at, of each step, to find that many partners. */
const ROWS_PER_BATCH = 500;

/** Partners with someone who has reached a reminder not yet counted: one range of the index `service_use_due` per step. */
export function duePartners(limits: readonly Date[], at: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT due.partner_id AS id FROM unnest(${limits}::timestamptz[]) WITH ORDINALITY AS step (reached, n)
      CROSS JOIN LATERAL (
        SELECT u.partner_id FROM service_use u
          WHERE u.ended_at IS NULL AND u.reminders = (step.n - 1)::int AND u.reference_at <= step.reached AND ${usableNow(at)}
          ORDER BY u.reference_at LIMIT ${ROWS_PER_BATCH}
      ) due LIMIT ${PARTNERS_PER_BATCH}`;
}

interface Named extends DueOfService {
  partnerId: string;
  digest: string;
}

/**
 * The next partners of REM-7: counts the reminder on every row that has reached one and mails MAIL-35, in one transaction, so that
 * a crash leaves both or neither; a second sweep finds nothing left. Steps missed while nothing ran are told once. False: nobody is due.
 */
export async function remindYearly(database: Database, settings: ReminderSettings, at: Date): Promise<boolean> {
  const { policy } = settings;
  const limits = yearlyLimits(policy, at);
  const due = await database.$queryRaw<{ id: string }[]>(duePartners(limits, at));
  if (due.length === 0) return false;
  const ids = due.map(({ id }) => id);
  await database.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM partner WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE`;
      const named = await tx.$queryRaw<Named[]>`
        WITH reached AS (
          UPDATE service_use u SET reminders = (SELECT count(*)::int FROM unnest(${limits}::timestamptz[]) AS step (reached) WHERE u.reference_at <= step.reached)
            WHERE u.partner_id = ANY(${ids}) AND u.ended_at IS NULL AND ${usableNow(at)}
              AND u.reminders < (SELECT count(*) FROM unnest(${limits}::timestamptz[]) AS step (reached) WHERE u.reference_at <= step.reached)
            RETURNING u.partner_id, u.user_id, u.service, u.reference_at, u.reminders
        ), named AS (
          SELECT r.*, p.first_name || ' ' || p.last_name AS name,
              row_number() OVER (PARTITION BY r.partner_id, r.service ORDER BY r.reference_at, p.last_name, p.id) AS rank
            FROM reached r JOIN app_user p ON p.id = r.user_id AND (p.closes_on IS NULL OR p.closes_on > ${parisDate(at)})
        )
        SELECT partner_id AS "partnerId", service, count(*)::int AS total,
            jsonb_agg(jsonb_build_object('name', name, 'reference', reference_at) ORDER BY rank) FILTER (WHERE rank <= ${PEOPLE_NAMED}) AS people,
            md5(string_agg(concat_ws(' ', user_id, service, reference_at, reminders), ',' ORDER BY rank)) AS digest
          FROM named GROUP BY partner_id, service ORDER BY partner_id, service`;
      await tellPartners(tx, [...tellingsOf(named, policy, at)], settings, at);
    },
    { maxWait: 5_000, timeout: 30_000 },
  );
  return true;
}

function* tellingsOf(named: readonly Named[], policy: Policy, at: Date) {
  for (const partnerId of new Set(named.map((row) => row.partnerId))) {
    const rows = named.filter((row) => row.partnerId === partnerId);
    yield {
      partnerId,
      to: 'administrateurs' as const,
      key: rows.map(({ digest }) => digest).join(':'),
      params: (organisme: string) => tellYearlyUse(partnerId, rows, organisme, policy, at),
    };
  }
}
