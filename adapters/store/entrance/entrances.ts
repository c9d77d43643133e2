import { newId } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';

/** Somebody enters a service now; what they are known by there is the id that comes back, the `sid` of the tokens. */
export async function beginEntrance(
  db: Pick<Database, 'entrance'>,
  entrance: { service: string; userId: string; sessionId: string; grantMark: string },
  at: Date,
): Promise<string> {
  const id = newId();
  await db.entrance.create({ data: { id, ...entrance, createdAt: at } });
  return id;
}

/** Whether an entrance still holds, as far as it and the session are concerned that it was made by. */
export async function isEntered(
  db: Database,
  { id, userId, service }: { id: string; userId: string; service: string },
  at: Date,
): Promise<boolean> {
  const found = await db.entrance.findFirst({
    where: { id, userId, service, endedAt: null },
    select: { sessionId: true },
  });
  if (found === null) return false;
  const session = await db.session.findFirst({
    where: { id: found.sessionId, userId, revokedAt: null, expiresAt: { gt: at } },
    select: { id: true },
  });
  return session !== null;
}

/** An entrance that nobody has ended yet. */
export interface OpenEntrance {
  id: string;
  service: string;
  userId: string;
}

/** Entrances that are open, of which some may have lost their ground; `after`: of the batch before. */
export function openEntrances(db: Database, after: string, batch: number): Promise<OpenEntrance[]> {
  return db.entrance.findMany({
    where: { endedAt: null, id: { gt: after } },
    orderBy: { id: 'asc' },
    take: batch,
    select: { id: true, service: true, userId: true },
  });
}

/** Ends entrances: their tokens go at once, and where the service is to be told its row says so. Ending one twice changes nothing. */
export async function endEntrances(tx: Transaction, ids: readonly string[], at: Date): Promise<void> {
  await tx.$executeRaw`
    WITH ended AS (
      UPDATE entrance SET ended_at = ${at}, next_attempt_at = ${at} WHERE id = ANY(${[...ids]}) AND ended_at IS NULL RETURNING grant_mark
    )
    DELETE FROM provider_record WHERE grant_mark IN (SELECT grant_mark FROM ended)`;
}

/** A service that is to be told that somebody's access is over. */
export interface DueLogout extends OpenEntrance {
  endedAt: Date;
  /** how often it was told, this time included */
  tellings: number;
}

/** Takes what is due, and holds it for a while: whoever takes it and dies leaves it to the next (at least once). */
export function claimLogouts(db: Database, limit: number, at: Date, leaseMs: number): Promise<DueLogout[]> {
  const lease = new Date(at.getTime() + leaseMs);
  return db.$queryRaw<DueLogout[]>`
    UPDATE entrance SET next_attempt_at = ${lease}, attempts = attempts + 1
      WHERE id IN (SELECT id FROM entrance WHERE next_attempt_at <= ${at} ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id, service, user_id AS "userId", ended_at AS "endedAt", attempts AS tellings`;
}

/** What came of it: told, or to be told again at an instant; null: not any more. */
export async function concludeLogout(
  db: Database,
  id: string,
  outcome: { toldAt: Date } | { tellAgainAt: Date | null },
): Promise<void> {
  const data = 'toldAt' in outcome ? { ...outcome, nextAttemptAt: null } : { nextAttemptAt: outcome.tellAgainAt };
  await db.entrance.update({ where: { id }, data });
}
