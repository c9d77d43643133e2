import { createHash, randomBytes } from 'node:crypto';
import type { Database } from './prisma.ts';

/** How long a session lasts, in milliseconds. */
export const SESSION_TTL_MS = 12 * 3_600_000;

/** Someone who is signed in. */
export interface Person {
  id: string;
  login: string;
  email: string;
  firstName: string;
  lastName: string;
  roles: string[];
  /** code of the Caf; null: national, operator, partner side */
  caf: string | null;
  /** own organisation of an administrateur */
  partnerId: string | null;
}

/** Only this hash is stored: the token is known to its holder alone. */
function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const PERSON = {
  id: true,
  login: true,
  email: true,
  firstName: true,
  lastName: true,
  roles: true,
  caf: true,
  partnerId: true,
} as const;

/** Opens a session; returns its token (32 random bytes) once. */
export async function openSession(
  database: Database,
  userId: string,
  context: { at: Date; ip: string | null; userAgent: string | null },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(context.at.getTime() + SESSION_TTL_MS);
  await database.session.create({
    data: {
      id: idOf(token),
      userId,
      createdAt: context.at,
      expiresAt,
      ip: context.ip,
      userAgent: context.userAgent?.slice(0, 300) ?? null,
    },
  });
  return { token, expiresAt };
}

/** Who holds this token now; null when it is unknown, revoked, past its end, or its user is no longer active. */
export async function personOfSession(database: Database, token: string, at: Date): Promise<Person | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const session = await database.session.findUnique({
    where: { id: idOf(token) },
    select: { expiresAt: true, revokedAt: true, user: { select: { ...PERSON, state: true } } },
  });
  if (session === null || session.revokedAt !== null || at >= session.expiresAt || session.user.state !== 'ACTIF')
    return null;
  const { state: _, ...person } = session.user;
  return person;
}

/** Ends one session; ending it twice is harmless. */
export async function closeSession(database: Database, token: string, at: Date): Promise<void> {
  await database.session.updateMany({ where: { id: idOf(token), revokedAt: null }, data: { revokedAt: at } });
}

/** Ends every session of a user but the one of `keepToken` (change of password). */
export async function closeOtherSessions(
  database: Database,
  userId: string,
  keepToken: string | null,
  at: Date,
): Promise<void> {
  await database.session.updateMany({
    where: { userId, revokedAt: null, ...(keepToken === null ? {} : { id: { not: idOf(keepToken) } }) },
    data: { revokedAt: at },
  });
}
