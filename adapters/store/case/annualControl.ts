import {
  beginControl,
  type ControlGround,
  controlKey,
  itemsToControl,
  LEAVERS_LISTED,
  type WishedControl,
} from '../../../domain/annualControl/begin.ts';
import type { LastUse } from '../../../domain/annualControl/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { notFound } from '../../../domain/errors.ts';
import { yearlyLimits } from '../../../domain/obligation/yearly.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { ALL_EVIDENCE } from '../../../domain/service/controlled.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { sha256 } from '../ids.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Transaction } from '../prisma.ts';
import { insertCase } from './startCase.ts';

const EVIDENCE = JSON.stringify(ALL_EVIDENCE.map(({ service, role, about }) => ({ service, role, about })));

/**
 * Begins a partner's control of a year in the caller's transaction: draws the sample and lists what is found now (accesses by service,
 * accounts still open after a departure). Throws what `itemsToControl` does, and INTROUVABLE.
 */
export async function insertControl(
  tx: Transaction,
  partnerId: string,
  wished: WishedControl,
  context: { actor: Actor; at: Date; policy: Policy },
): Promise<string> {
  const { actor, at, policy } = context;
  await tx.$queryRaw`SELECT id FROM partner WHERE id = ${partnerId} FOR UPDATE`;
  const businessKey = controlKey(partnerId, wished.year);
  const ground = await survey(tx, partnerId, businessKey, policy, at);
  const { sample, items } = itemsToControl(ground, wished, sha256);
  const sampled = sample.map(({ userId }) => userId);
  const begun = beginControl(ground, wished, items, await lastUses(tx, sampled));
  return insertCase(tx, { type: 'annualControl', partnerId, caf: ground.caf, businessKey, ...begun }, actor, at);
}

/** What a control finds when it begins; people whose account is closed have nothing to control. */
async function survey(
  tx: Transaction,
  partnerId: string,
  businessKey: string,
  policy: Policy,
  at: Date,
): Promise<ControlGround> {
  const open = Prisma.sql`(u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})`;
  const yearAgo = yearlyLimits(policy, at).at(-1) ?? at;
  const [found] = await tx.$queryRaw<ControlGround[]>`
    SELECT p.id AS "partnerId", p.caf, p.raison_sociale AS "raisonSociale",
      (SELECT c.id FROM process c WHERE c.type = 'annualControl' AND c.business_key = ${businessKey} AND c.closed_at IS NULL LIMIT 1) AS "runningId",
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('userId', m.user_id, 'profile', e.about)), '[]')
         FROM user_group g JOIN membership m ON m.group_id = g.id AND m.until IS NULL JOIN app_user u ON u.id = m.user_id
           JOIN jsonb_to_recordset(${EVIDENCE}::jsonb) AS e (service text, role text, about text) ON e.service = g.service AND g.role = coalesce(e.role, g.role)
         WHERE g.partner_id = p.id AND ${LIVE_GROUP} AND ${open}) AS candidates,
      (SELECT coalesce(jsonb_agg(l.id ORDER BY l.id), '[]') FROM (
         SELECT DISTINCT u.id FROM process d JOIN app_user u ON u.id = d.facts ->> 'userId' AND u.partner_id = p.id
           WHERE d.partner_id = p.id AND d.type = 'supportRequest' AND d.facts ->> 'outcome' IN ('DEPART_SIGNALE', 'DEPART_GESTIONNAIRE')
             AND d.state <> 'CLASSEE' AND ${open} ORDER BY u.id LIMIT ${LEAVERS_LISTED}) l) AS leavers,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.service), '[]') FROM (
         SELECT s.service, count(*)::int AS people, (count(*) FILTER (WHERE s.reference_at <= ${yearAgo}))::int AS unused
           FROM service_use s JOIN app_user u ON u.id = s.user_id
           WHERE s.partner_id = p.id AND s.ended_at IS NULL AND ${open} GROUP BY s.service) a) AS accesses
      FROM partner p WHERE p.id = ${partnerId}`;
  if (found === undefined) throw notFound();
  return found;
}

async function lastUses(tx: Transaction, userIds: readonly string[]): Promise<LastUse[]> {
  const rows = await tx.serviceUse.findMany({
    where: { userId: { in: [...userIds] }, endedAt: null },
    orderBy: [{ userId: 'asc' }, { service: 'asc' }],
  });
  return rows.map(({ userId, service, lastUsedAt }) => ({
    userId,
    service: service as LastUse['service'],
    at: lastUsedAt?.toISOString() ?? null,
  }));
}
