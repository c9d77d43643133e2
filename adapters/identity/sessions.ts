import { createHash, randomBytes } from 'node:crypto';
import { accountState } from '../../domain/account/state.ts';
import type { Database, Transaction } from '../store/prisma.ts';

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
  /** own organisme of a partner's person */
  partnerId: string | null;
  /** signed in by a temporary password: may do nothing but choose a personal one (ACC-7) */
  restricted: boolean;
  /** their Caf demands a second factor and they have none yet: may do nothing but turn it on */
  enrolling: boolean;
  /** newest version of the rules of use that they accepted (UI-5); null: none */
  rulesVersion: number | null;
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
  rulesVersion: true,
} as const;

/** What else decides whether, and as what, someone may act. */
const STANDING = {
  passwordHash: true,
  closesOn: true,
  suspendedAt: true,
  personalisingUntil: true,
  sendFailed: true,
  oidcSubject: true,
  administrateurSince: true,
  managed: { where: { closedAt: null }, select: { id: true }, take: 1 },
} as const;

/** Roles of a partner's person follow from the facts: being administrateur, managing a group (RGT, GRP-7). */
function partnerRoles(administrateur: boolean, gestionnaire: boolean): string[] {
  return [...(administrateur ? ['administrateur'] : []), ...(gestionnaire ? ['gestionnaire'] : []), 'utilisateur'];
}

/** Scope of a session that may only turn the second factor on. */
const ENROLLING = 'DOUBLE_AUTH';

/** Opens a session; returns its token (32 random bytes) once. `restrictedUntil`: only to choose a personal password, until then (ACC-7); `enrolling`: only to turn the second factor on. */
export async function openSession(
  database: Pick<Database, 'session'>,
  userId: string,
  context: { at: Date; ip: string | null; userAgent: string | null; restrictedUntil?: Date; enrolling?: boolean },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = context.restrictedUntil ?? new Date(context.at.getTime() + SESSION_TTL_MS);
  await database.session.create({
    data: {
      id: idOf(token),
      userId,
      scope: context.restrictedUntil !== undefined ? 'PERSONNALISATION' : context.enrolling ? ENROLLING : 'COMPLETE',
      createdAt: context.at,
      expiresAt,
      ip: context.ip,
      userAgent: context.userAgent?.slice(0, 300) ?? null,
    },
  });
  return { token, expiresAt };
}

/** A session in use is written down no more often than that. */
const SEEN_EVERY_MS = 60_000;

/** Who holds this token now; null when it is unknown, revoked, past its end, unused for `idleMs`, or its user is no longer active. */
export async function personOfSession(
  database: Database,
  token: string,
  { at, idleMs }: { at: Date; idleMs: number },
): Promise<Person | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const session = await database.session.findUnique({
    where: { id: idOf(token) },
    select: {
      scope: true,
      createdAt: true,
      seenAt: true,
      expiresAt: true,
      revokedAt: true,
      user: { select: { ...PERSON, ...STANDING } },
    },
  });
  if (session === null || session.revokedAt !== null || at >= session.expiresAt) return null;
  const unused = at.getTime() - Math.max(session.createdAt.getTime(), session.seenAt?.getTime() ?? 0);
  if (unused >= idleMs) return null;
  const { managed, ...user } = session.user;
  const restricted = session.scope === 'PERSONNALISATION';
  // an identity of the Caf's provider stands in for a password
  const hasPassword = user.passwordHash !== null || user.oidcSubject !== null;
  const state = accountState({ ...user, hasPassword, secret: null }, at);
  if (state !== (restricted ? 'PERSONNALISATION' : 'ACTIF')) return null;
  if (unused >= Math.min(SEEN_EVERY_MS, idleMs / 2)) await markSeen(database, idOf(token), at);
  const { id, email, firstName, lastName, caf, partnerId, rulesVersion } = user;
  // an identifiant is written in capitals (FMT-21), a Caf-side person's address is not
  const login = partnerId === null ? user.login : user.login.toUpperCase();
  const roles = partnerId === null ? user.roles : partnerRoles(user.administrateurSince !== null, managed.length > 0);
  return {
    id,
    login,
    email,
    firstName,
    lastName,
    roles,
    caf,
    partnerId,
    restricted,
    enrolling: session.scope === ENROLLING,
    rulesVersion,
  };
}

/** Where nothing can be written, reading goes on. */
async function markSeen(database: Database, id: string, at: Date): Promise<void> {
  await database.$executeRaw`UPDATE session SET seen_at = greatest(seen_at, ${at}) WHERE id = ${id}`.catch(
    () => undefined,
  );
}

/** Ends one session; ending it twice is harmless. */
export async function closeSession(tx: Transaction, token: string, at: Date): Promise<ClosedSession | null> {
  const [closed] = await tx.session.updateManyAndReturn({
    where: { id: idOf(token), revokedAt: null },
    data: { revokedAt: at },
    select: { id: true, user: { select: { id: true, caf: true, partnerId: true } } },
  });
  return closed === undefined ? null : { session: closed.id, ...closed.user };
}

/** A session that its holder ended. */
interface ClosedSession {
  session: string;
  id: string;
  caf: string | null;
  partnerId: string | null;
}

/** Ends every session of a user but the one of `keepToken` (change of password). */
export async function closeOtherSessions(
  database: Pick<Database, 'session'>,
  userId: string,
  keepToken: string | null,
  at: Date,
): Promise<void> {
  await database.session.updateMany({
    where: { userId, revokedAt: null, ...(keepToken === null ? {} : { id: { not: idOf(keepToken) } }) },
    data: { revokedAt: at },
  });
}

/** The personal password is chosen, or the second factor is on: the session may now do everything, for its full time, unless there is a factor to turn on first. */
export async function completeSession(
  database: Pick<Database, 'session'>,
  token: string,
  at: Date,
  enrolling = false,
): Promise<void> {
  const expiresAt = new Date(at.getTime() + SESSION_TTL_MS);
  const scope = enrolling ? ENROLLING : 'COMPLETE';
  await database.session.update({ where: { id: idOf(token) }, data: { scope, expiresAt } });
}

/** The session of a token, and since when its holder is signed in by it; null: there is none. */
export async function signedInBy(
  database: Pick<Database, 'session'>,
  token: string,
): Promise<{ sessionId: string; signedInAt: Date } | null> {
  const found = await database.session.findUnique({
    where: { id: idOf(token) },
    select: { id: true, createdAt: true },
  });
  return found === null ? null : { sessionId: found.id, signedInAt: found.createdAt };
}

/** Its holder has proved who they are once more: what asks for that is open to this session until then (TUT-13). */
export async function proveSession(
  database: Pick<Database, 'session'>,
  token: string,
  provenUntil: Date,
): Promise<void> {
  await database.session.update({ where: { id: idOf(token) }, data: { provenUntil } });
}

/** Whether this session still counts as proven. */
export async function isProven(database: Pick<Database, 'session'>, token: string, at: Date): Promise<boolean> {
  const found = await database.session.findUnique({ where: { id: idOf(token) }, select: { provenUntil: true } });
  return found?.provenUntil != null && at < found.provenUntil;
}

/** Open sessions of a person, the newest first. Their `id` is a part of the stored hash: it opens nothing. */
export async function sessionsOf(
  database: Database,
  userId: string,
  currentToken: string | null,
  { at, idleMs }: { at: Date; idleMs: number },
) {
  const since = new Date(at.getTime() - idleMs);
  const rows = await database.session.findMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: at },
      OR: [{ seenAt: { gt: since } }, { createdAt: { gt: since } }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 100,
    select: { id: true, createdAt: true, expiresAt: true, ip: true, userAgent: true },
  });
  const current = currentToken === null ? null : idOf(currentToken);
  return rows.map(({ id, createdAt, ...row }) => ({
    ...row,
    id: shortId(id),
    since: createdAt,
    current: id === current,
  }));
}

/** Ends one of a person's own sessions by its short id; false when they have no such session. */
export async function revokeSession(
  database: Pick<Database, 'session'>,
  userId: string,
  short: string,
  at: Date,
): Promise<boolean> {
  if (!/^[0-9a-f]{16}$/.test(short)) return false;
  const { count } = await database.session.updateMany({
    where: { userId, id: { startsWith: short }, revokedAt: null },
    data: { revokedAt: at },
  });
  return count > 0;
}

const shortId = (id: string): string => id.slice(0, 16);
