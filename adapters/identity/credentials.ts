import { accountState } from '../../domain/account/state.ts';
import type { AccountState } from '../../domain/account/types.ts';
import { tellToLook } from '../store/people/peopleProcesses.ts';
import { foldLogin } from '../store/people/users.ts';
import type { Database, Transaction } from '../store/prisma.ts';
import { hashPassword } from './passwords.ts';

/** What signing in needs to know of a login. Hashes stay in the adapters and api/signIn.ts: they are shown nowhere. */
export interface Credentials {
  id: string;
  partnerId: string | null;
  state: AccountState;
  passwordHash: string | null;
  /** the temporary password that is neither used nor void */
  secret: { id: string; hash: string; expiresAt: Date | null } | null;
  /** a code is asked for after the password */
  secondFactor: boolean;
}

/** The credentials of a login at an instant; null when nobody has it. */
export async function credentialsOf(
  database: Pick<Database, 'user'>,
  login: string,
  at: Date,
): Promise<Credentials | null> {
  const user = await database.user.findUnique({
    where: { login: foldLogin(login) },
    select: {
      id: true,
      partnerId: true,
      passwordHash: true,
      closesOn: true,
      suspendedAt: true,
      personalisingUntil: true,
      sendFailed: true,
      secondFactor: { select: { confirmedAt: true } },
      secrets: {
        where: { consumedAt: null, voidedAt: null },
        select: { id: true, hash: true, expiresAt: true, usage: true },
      },
    },
  });
  if (user === null) return null;
  const { id, partnerId, passwordHash, secrets, secondFactor: factor, ...facts } = user;
  const [found] = secrets;
  const secret = found === undefined ? null : { ...found, usage: found.usage as 'INITIAL' | 'OUBLI' };
  const state = accountState({ ...facts, hasPassword: passwordHash !== null, secret }, at);
  return { id, partnerId, state, passwordHash, secret, secondFactor: factor?.confirmedAt != null };
}

/**
 * Uses a temporary password up, once (ACC-7, ACC-25): the former personal password ends here (ACC-12), a personal one is awaited until
 * `until`. False when it was used, replaced or expired meanwhile.
 */
export async function consumeSecret(
  tx: Transaction,
  { id, secret }: { id: string; secret: { id: string } },
  at: Date,
  until: Date,
): Promise<boolean> {
  await lockRoster(tx, id);
  const used = await tx.$executeRaw`
    UPDATE temporary_secret SET consumed_at = ${at}, ciphertext = NULL
      WHERE id = ${secret.id} AND consumed_at IS NULL AND voided_at IS NULL AND (expires_at IS NULL OR expires_at > ${at})`;
  if (used === 0) return false;
  await tx.$executeRaw`UPDATE app_user SET password_hash = NULL, personalising_until = ${until}, state = 'PERSONNALISATION' WHERE id = ${id}`;
  await tellProcesses(tx, id, at);
  return true;
}

/** ACC-20, UI-2: when somebody signed in, and when they had the time before, which it returns. */
export async function noteLogin(tx: Transaction, userId: string, at: Date): Promise<Date | null> {
  const [noted] = await tx.$queryRaw<{ previous: Date | null }[]>`
    UPDATE app_user SET previous_login_at = last_login_at, last_login_at = ${at} WHERE id = ${userId}
      RETURNING previous_login_at AS previous`;
  return noted?.previous ?? null;
}

/** The personal password: chosen after a temporary one, which is then a login (ACC-20), or changed (FMT-23). */
export async function savePassword(tx: Transaction, userId: string, password: string, at: Date): Promise<void> {
  const hash = await hashPassword(password);
  await lockRoster(tx, userId);
  await tx.$executeRaw`UPDATE app_user SET password_hash = ${hash}, personalising_until = NULL, state = 'ACTIF',
    previous_login_at = CASE WHEN password_hash IS NULL THEN last_login_at ELSE previous_login_at END,
    last_login_at = CASE WHEN password_hash IS NULL THEN ${at} ELSE last_login_at END WHERE id = ${userId}`;
  await tellProcesses(tx, userId, at);
}

/** The temporary password that was used last: the personal one is another (S1). `usage`: INITIAL, OUBLI. */
export async function lastTemporary(
  database: Database,
  userId: string,
): Promise<{ hash: string; usage: string } | null> {
  return database.temporarySecret.findFirst({
    where: { userId, consumedAt: { not: null } },
    orderBy: { consumedAt: 'desc' },
    select: { hash: true, usage: true },
  });
}

/** Signing in waits its turn with what people do to the account (ADR 10): neither overwrites the other. */
async function lockRoster(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM partner WHERE id = (SELECT partner_id FROM app_user WHERE id = ${userId}) FOR UPDATE`;
  // a Caf-side person has no partner: their own row is the lock, taken first as in staffPassword.ts: no two wait for each other
  await tx.$queryRaw`SELECT id FROM app_user WHERE id = ${userId} AND partner_id IS NULL FOR UPDATE`;
}

/** The process that follows this account looks again (ADR 10). */
async function tellProcesses(tx: Transaction, userId: string, at: Date): Promise<void> {
  await tellToLook(tx, { partnerId: null, userIds: [userId], except: null }, at);
}
