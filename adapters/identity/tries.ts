import type { Database } from '../store/prisma.ts';

/** How often something may be tried: free up to `delayAfter`, then ever later, then not before `lockMs` (S3). */
export interface TryPolicy {
  /** tries from which each one makes the next wait: 1 s, 2 s, 4 s … */
  delayAfter: number;
  /** tries from which nothing passes for `lockMs` */
  lockAt: number;
  lockMs: number;
  /** tries older than this are forgotten */
  windowMs: number;
}

/** A plain quota: `count` in `windowMs`, then none until the window ends. */
export function quota(count: number, windowMs: number): TryPolicy {
  return { delayAfter: count, lockAt: count, lockMs: windowMs, windowMs };
}

/**
 * Counts a try before it is made, in one statement: a hundred at once are counted one after the other, and a restart forgets nothing.
 * Returns how long to wait, in milliseconds; 0: go ahead. `at` is the instant of the try.
 */
export async function takeTry(database: Database, key: string, policy: TryPolicy, at: Date): Promise<number> {
  const expires = new Date(at.getTime() + Math.max(policy.windowMs, policy.lockMs));
  // a refused try changes nothing: waiting is enough to be let in again
  const taken = await database.$queryRaw<{ tries: number }[]>`
    INSERT INTO tries AS t (key, tries, blocked_until, expires_at)
    VALUES (${key}, 1, ${firstBlock(policy, at)}, ${expires})
    ON CONFLICT (key) DO UPDATE SET
      tries = CASE WHEN t.expires_at <= ${at} THEN 1 ELSE t.tries + 1 END,
      blocked_until = CASE
        WHEN t.expires_at <= ${at} THEN 'epoch'
        WHEN t.tries + 1 >= ${policy.lockAt} THEN ${at}::timestamptz + make_interval(secs => ${policy.lockMs / 1000}::float8)
        WHEN t.tries + 1 >= ${policy.delayAfter} THEN ${at}::timestamptz + make_interval(secs => power(2, t.tries + 1 - ${policy.delayAfter})::float8)
        ELSE 'epoch' END,
      expires_at = ${expires}
    WHERE t.blocked_until <= ${at}
    RETURNING tries`;
  if (taken.length > 0) return 0;
  const [row] = await database.$queryRaw<{ blocked_until: Date }[]>`SELECT blocked_until FROM tries WHERE key = ${key}`;
  return Math.max(1, (row?.blocked_until.getTime() ?? 0) - at.getTime());
}

/** The epoch where nothing is blocked: servers whose clocks differ a little do not block each other. */
function firstBlock(policy: TryPolicy, at: Date): Date {
  return policy.lockAt <= 1 ? new Date(at.getTime() + policy.lockMs) : new Date(0);
}

/** Forgets the tries of a key (the right password was given). */
export async function forgetTries(database: Database, key: string): Promise<void> {
  await database.$executeRaw`DELETE FROM tries WHERE key = ${key}`;
}

/** Takes one try back: it was no failure. */
export async function returnTry(database: Database, key: string): Promise<void> {
  await database.$executeRaw`UPDATE tries SET tries = greatest(0, tries - 1), blocked_until = 'epoch' WHERE key = ${key}`;
}

/** Keeps a key until an instant; it counts nothing and blocks nothing. */
export async function remember(database: Database, key: string, until: Date): Promise<void> {
  await database.$executeRaw`
    INSERT INTO tries AS t (key, tries, blocked_until, expires_at) VALUES (${key}, 0, 'epoch', ${until})
    ON CONFLICT (key) DO UPDATE SET expires_at = greatest(t.expires_at, excluded.expires_at)`;
}

export async function isRemembered(database: Database, key: string, at: Date): Promise<boolean> {
  return (await database.tries.count({ where: { key, expiresAt: { gt: at } } })) > 0;
}
