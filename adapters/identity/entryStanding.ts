import { type Change, changeOf, type Fields } from '../../domain/decision/changes.ts';
import type { Transaction } from '../store/prisma.ts';

/** What lets somebody in at an instant, without any secret of it: what the journal keeps before and after (S6). */
export type EntryStanding = Fields;

/** Looks at it, within the act that changes it. */
export async function entryStanding(tx: Transaction, userId: string, at: Date): Promise<EntryStanding> {
  const user = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      state: true,
      passwordHash: true,
      personalisingUntil: true,
      lastLoginAt: true,
      secrets: {
        where: { consumedAt: null, voidedAt: null },
        select: { id: true, usage: true, createdAt: true, expiresAt: true },
      },
      sessions: { where: { revokedAt: null, expiresAt: { gt: at } }, select: { scope: true } },
    },
  });
  const { passwordHash, secrets, sessions, ...told } = user;
  return {
    ...told,
    personalPassword: passwordHash !== null,
    temporaryPassword: secrets[0] ?? null,
    sessions: sessions.map(({ scope }) => scope).sort(),
  };
}

/** What an act changed of it, for the act's line. */
export async function entryChange(
  tx: Transaction,
  userId: string,
  before: EntryStanding,
  at: Date,
): Promise<Partial<Pick<Change, 'before' | 'after'>>> {
  const [change] = changeOf({ entity: 'user', entityId: userId }, before, await entryStanding(tx, userId, at));
  return change === undefined ? {} : { before: change.before, after: change.after };
}
