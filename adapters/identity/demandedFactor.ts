import { Prisma } from '../../generated/prisma/client.ts';
import type { Database, Transaction } from '../store/prisma.ts';

/** What a Caf demands of its people, and how many of them do not have it yet. */
export interface Demand {
  agents: boolean;
  administrateurs: boolean;
  /** active people without a second factor who sign in by a password */
  without: { agents: number; administrateurs: number };
}

/** Whether someone's Caf demands a second factor of them: of its own people, or of its partners' administrateurs in post. */
export async function isDemanded(database: Pick<Database, '$queryRaw'>, userId: string): Promise<boolean> {
  const [found] = await database.$queryRaw<{ demanded: boolean }[]>`
    SELECT (CASE WHEN u.partner_id IS NULL THEN s.second_factor_agents
        ELSE s.second_factor_administrateurs AND u.administrateur_since IS NOT NULL END) AS demanded
      FROM app_user u LEFT JOIN partner p ON p.id = u.partner_id JOIN second_factor_demand s ON s.caf = coalesce(p.caf, u.caf)
      WHERE u.id = ${userId}`;
  return found?.demanded ?? false;
}

/** Whether they have to turn it on before anything else. */
export async function mustEnrol(
  database: Pick<Database, '$queryRaw' | 'secondFactor'>,
  userId: string,
): Promise<boolean> {
  if (!(await isDemanded(database, userId))) return false;
  return (await database.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) === 0;
}

/** Of an account `u`: it signs in by a password and by nothing else. */
const WITHOUT = Prisma.sql`u.password_hash IS NOT NULL AND u.closes_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)`;

/** What this Caf demands now. */
export async function demandOf(database: Database, caf: string): Promise<Demand> {
  const [setting, [counted]] = await Promise.all([
    database.secondFactorDemand.findUnique({ where: { caf } }),
    database.$queryRaw<{ agents: number; administrateurs: number }[]>`
      SELECT (SELECT count(*)::int FROM app_user u WHERE u.caf = ${caf} AND u.partner_id IS NULL AND ${WITHOUT}) AS agents,
        (SELECT count(*)::int FROM partner p JOIN app_user u ON u.partner_id = p.id
          WHERE p.caf = ${caf} AND u.administrateur_since IS NOT NULL AND ${WITHOUT}) AS administrateurs`,
  ]);
  return {
    agents: setting?.secondFactorAgents ?? false,
    administrateurs: setting?.secondFactorAdministrateurs ?? false,
    without: { agents: counted?.agents ?? 0, administrateurs: counted?.administrateurs ?? 0 },
  };
}

/** Writes what a Caf demands; returns what it demanded before. */
export async function changeDemandOf(
  tx: Transaction,
  caf: string,
  wanted: { agents: boolean; administrateurs: boolean },
  { at, by }: { at: Date; by: string },
): Promise<{ agents: boolean; administrateurs: boolean }> {
  const data = {
    secondFactorAgents: wanted.agents,
    secondFactorAdministrateurs: wanted.administrateurs,
    changedAt: at,
    changedBy: by,
  };
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`second_factor_demand:${caf}`}))::text`;
  const before = await tx.secondFactorDemand.findUnique({ where: { caf } });
  await tx.secondFactorDemand.upsert({ where: { caf }, create: { caf, ...data }, update: data });
  return {
    agents: before?.secondFactorAgents ?? false,
    administrateurs: before?.secondFactorAdministrateurs ?? false,
  };
}
