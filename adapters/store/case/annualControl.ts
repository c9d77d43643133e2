import { drawSample, newItem } from '../../../domain/annualControl/sample.ts';
import type { ControlFacts, ControlledAccess, LastUse } from '../../../domain/annualControl/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { DomainError } from '../../../domain/errors.ts';
import { yearlyLimits } from '../../../domain/obligation/yearly.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { sha256 } from '../ids.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Transaction } from '../prisma.ts';
import { insertCase } from './startCase.ts';

export const controlKey = (partnerId: string, year: number): string => `${partnerId}-${year}`;

interface Found {
  caf: string;
  raisonSociale: string;
  candidates: { userId: string; profile: 'T1' | 'T4' | 'T9' }[];
  leavers: string[];
  accesses: ControlledAccess[];
}

/**
 * Begins a partner's control of a year in the caller's transaction: draws the sample and lists what is found now (accesses by service,
 * accounts still open after a departure). Throws PROCESSUS_EN_COURS, SANS_HABILITE (nobody is habilitated for CDAP), INTROUVABLE.
 */
export async function insertControl(
  tx: Transaction,
  partnerId: string,
  { year, sampleSize }: { year: number; sampleSize: number },
  context: { actor: Actor; at: Date; policy: Policy },
): Promise<string> {
  const { actor, at, policy } = context;
  await tx.$queryRaw`SELECT id FROM partner WHERE id = ${partnerId} FOR UPDATE`;
  const businessKey = controlKey(partnerId, year);
  const running = await tx.process.findFirst({
    where: { type: 'annualControl', businessKey, closedAt: null },
    select: { id: true },
  });
  if (running !== null)
    throw new DomainError('PROCESSUS_EN_COURS', `Le contrôle ${year} de ce partenaire est déjà en cours.`, {
      rule: 'TIME-3',
      faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: running.id }],
    });
  const found = await survey(tx, partnerId, policy, at);
  if (!found.accesses.some(({ service }) => service === 'CDAP'))
    throw new DomainError('SANS_HABILITE', "Personne de ce partenaire n'est habilité pour Cdap : rien à contrôler.", {
      rule: 'OBL-15',
    });
  const sample = drawSample(found.candidates, sampleSize, { partnerId, year }, sha256);
  const items = [...sample, ...found.leavers.map((userId) => newItem(userId, 'DEPART'))];
  const facts: ControlFacts = {
    year,
    sampleSize,
    people: [...new Set(items.map(({ userId }) => userId))],
    items,
    accesses: found.accesses,
    lastUses: await lastUses(
      tx,
      sample.map(({ userId }) => userId),
    ),
    askedAt: null,
    reminders: 0,
    gapsSince: null,
    gapReminders: 0,
    escalations: 0,
    reason: null,
  };
  const label = `Contrôle annuel ${year} – ${found.raisonSociale}`;
  const tell = { label: `Contrôle annuel ${year} ouvert`, rule: 'TIME-3' };
  const row = { partnerId, caf: found.caf, label, facts, businessKey, tell };
  return insertCase(tx, { type: 'annualControl', state: 'OUVERT', ...row }, actor, at);
}

const LEAVERS_LISTED = 50;

/** What a control finds when it begins; people whose account is closed have nothing to control. */
async function survey(tx: Transaction, partnerId: string, policy: Policy, at: Date): Promise<Found> {
  const open = Prisma.sql`(u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})`;
  const yearAgo = yearlyLimits(policy, at).at(-1) ?? at;
  const [found] = await tx.$queryRaw<Found[]>`
    SELECT p.caf, p.raison_sociale AS "raisonSociale",
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('userId', m.user_id, 'profile', g.role)), '[]')
         FROM user_group g JOIN membership m ON m.group_id = g.id AND m.until IS NULL JOIN app_user u ON u.id = m.user_id
         WHERE g.partner_id = p.id AND g.service = 'CDAP' AND ${LIVE_GROUP} AND g.role IN ('T1', 'T4', 'T9') AND ${open}) AS candidates,
      (SELECT coalesce(jsonb_agg(l.id ORDER BY l.id), '[]') FROM (
         SELECT DISTINCT u.id FROM process d JOIN app_user u ON u.id = d.facts ->> 'userId' AND u.partner_id = p.id
           WHERE d.partner_id = p.id AND d.type = 'supportRequest' AND d.facts ->> 'outcome' IN ('DEPART_SIGNALE', 'DEPART_GESTIONNAIRE')
             AND d.state <> 'CLASSEE' AND ${open} ORDER BY u.id LIMIT ${LEAVERS_LISTED}) l) AS leavers,
      (SELECT coalesce(jsonb_agg(a ORDER BY a.service), '[]') FROM (
         SELECT s.service, count(*)::int AS people, (count(*) FILTER (WHERE s.reference_at <= ${yearAgo}))::int AS unused
           FROM service_use s JOIN app_user u ON u.id = s.user_id
           WHERE s.partner_id = p.id AND s.ended_at IS NULL AND ${open} GROUP BY s.service) a) AS accesses
      FROM partner p WHERE p.id = ${partnerId}`;
  if (found === undefined)
    throw new DomainError('INTROUVABLE', "Cet élément n'existe pas, ou n'est pas de votre organisme.");
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
