import type { Decision } from '../../../domain/dossier/decide.ts';
import { everyDocument } from '../../../domain/dossier/documents.ts';
import { openingsChanged } from '../../../domain/dossier/opening.ts';
import type { Dossier } from '../../../domain/dossier/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Transaction } from '../prisma.ts';
import { foundBy } from '../queries/foundBy.ts';
import type { Write } from '../writes.ts';

/** Of a row that is there already: one that had ended begins anew, one that holds stays as it is. */
const BEGIN_ANEW = Prisma.sql`
  ON CONFLICT (user_id, service) DO UPDATE SET ended_at = NULL, partner_id = excluded.partner_id,
    since = CASE WHEN service_use.ended_at IS NULL THEN service_use.since ELSE excluded.since END,
    reference_at = CASE WHEN service_use.ended_at IS NULL THEN service_use.reference_at ELSE excluded.reference_at END,
    reminders = CASE WHEN service_use.ended_at IS NULL THEN service_use.reminders ELSE 0 END
    WHERE service_use.ended_at IS NOT NULL OR service_use.partner_id <> excluded.partner_id`;

/**
 * Keeps « who is habilitated for what » (TIME-2) true after a change: of these people, and of every member of these groups. Someone is
 * habilitated for a service that has been opened while in a live group of it that has a role (GRP-13, GRP-14, CONV-13).
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
        FROM concerned c CROSS JOIN LATERAL ${foundBy('membership', 'user_id', Prisma.sql`c.id`)} m
        JOIN user_group g ON g.id = m.group_id AND ${LIVE_GROUP} AND g.role IS NOT NULL
        WHERE m.until IS NULL AND EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = g.partner_id AND o.service = g.service AND o.state IN ('OUVERTE', 'SUSPENDUE'))
    ), ended AS (
      UPDATE service_use u SET ended_at = ${at}
        FROM concerned c CROSS JOIN LATERAL ${foundBy('service_use', 'user_id', Prisma.sql`c.id`)} one
        WHERE u.user_id = one.user_id AND u.service = one.service AND one.ended_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.user_id = one.user_id AND h.service = one.service)
    )
    INSERT INTO service_use (user_id, service, partner_id, since, reference_at, reminders)
      SELECT user_id, service, partner_id, ${at}, ${at}, 0 FROM holds
      ${BEGIN_ANEW}`;
}

/**
 * What the services that a dossier's act opens or closes make of it, as writes beside those of the act, which they do not see: nobody is
 * habilitated for a closed one any more (CONV-13); for an open one, whoever is in a group whose role its bulletin offers (GRP-12).
 */
export function openingWrites(before: Dossier, { dossier, succession }: Decision, at: Date): Write[] {
  const { opened, closed } = openingsChanged(before, dossier);
  const inForce = everyDocument(dossier).filter(({ state }) => state === 'ACTIF');
  const offers = inForce.flatMap(({ kind, service, content }) =>
    kind === 'BULLETIN' && service !== null && opened.includes(service)
      ? [{ service, roles: content.roles ?? [] }]
      : [],
  );
  // groups of a convention that is replaced by this act move with it (DEL-10)
  const conventions = inForce.filter(({ kind }) => kind === 'CONVENTION').map(({ id }) => id);
  const under = succession === null ? conventions : [...conventions, succession.from];
  const ended = Prisma.sql`
    UPDATE service_use SET ended_at = ${at} WHERE partner_id = ${dossier.partner.id} AND service = ANY(${closed}::text[]) AND ended_at IS NULL`;
  const begun = Prisma.sql`
    INSERT INTO service_use (user_id, service, partner_id, since, reference_at, reminders)
      SELECT DISTINCT m.user_id, g.service, g.partner_id, ${at}::timestamptz, ${at}::timestamptz, 0
        FROM user_group g CROSS JOIN LATERAL ${foundBy('membership', 'group_id', Prisma.sql`g.id`)} m
        JOIN jsonb_to_recordset(${JSON.stringify(offers)}::jsonb) AS offer (service text, roles jsonb) ON offer.service = g.service AND offer.roles ? g.role
        WHERE g.partner_id = ${dossier.partner.id} AND g.closed_at IS NULL AND g.convention_id = ANY(${under}::text[]) AND m.until IS NULL
      ${BEGIN_ANEW}`;
  return [
    ...(closed.length === 0 ? [] : [{ name: 'closed_use', sql: ended }]),
    ...(offers.length === 0 ? [] : [{ name: 'opened_use', sql: begun }]),
  ];
}

/** TIME-13: the service was entered now; the year counts anew. */
export async function recordServiceUse(tx: Transaction, userId: string, service: string, at: Date): Promise<void> {
  await tx.$executeRaw`UPDATE service_use SET last_used_at = ${at}, reference_at = ${at}, reminders = 0
    WHERE user_id = ${userId} AND service = ${service} AND ended_at IS NULL`;
}
