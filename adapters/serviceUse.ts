import type { Transaction } from './prisma.ts';

/**
 * Keeps « who is habilitated for what » (TIME-2) true after a change: of these people, and of every member of these groups. Someone is
 * habilitated for a service while in an open group of it that has a role (GRP-13, GRP-14).
 */
export async function refreshServiceUse(
  tx: Transaction,
  userIds: readonly string[],
  groupIds: readonly string[],
  at: Date,
): Promise<void> {
  if (userIds.length === 0 && groupIds.length === 0) return;
  const people = [...userIds];
  const groups = [...groupIds];
  await tx.$executeRaw`
    WITH concerned AS (
      SELECT unnest(${people}::text[]) AS id UNION SELECT user_id FROM membership WHERE group_id = ANY(${groups}::text[])
    ), holds AS (
      SELECT DISTINCT m.user_id, g.service, g.partner_id
        FROM concerned c JOIN membership m ON m.user_id = c.id AND m.until IS NULL
        JOIN user_group g ON g.id = m.group_id AND g.closed_at IS NULL AND g.role IS NOT NULL
    ), ended AS (
      UPDATE service_use u SET ended_at = ${at}
        WHERE u.user_id IN (SELECT id FROM concerned) AND u.ended_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.user_id = u.user_id AND h.service = u.service)
    )
    INSERT INTO service_use (user_id, service, partner_id, since, reference_at, reminders)
      SELECT user_id, service, partner_id, ${at}, ${at}, 0 FROM holds
      ON CONFLICT (user_id, service) DO UPDATE SET ended_at = NULL, partner_id = excluded.partner_id,
        since = CASE WHEN service_use.ended_at IS NULL THEN service_use.since ELSE excluded.since END,
        reference_at = CASE WHEN service_use.ended_at IS NULL THEN service_use.reference_at ELSE excluded.reference_at END,
        reminders = CASE WHEN service_use.ended_at IS NULL THEN service_use.reminders ELSE 0 END
        WHERE service_use.ended_at IS NOT NULL OR service_use.partner_id <> excluded.partner_id`;
}

/** TIME-13: the service was entered now; the year counts anew. */
export async function recordServiceUse(tx: Transaction, userId: string, service: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE service_use SET last_used_at = ${at}, reference_at = ${at}, reminders = 0
    WHERE user_id = ${userId} AND service = ${service} AND ended_at IS NULL`;
}
