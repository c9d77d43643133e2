import { randomBytes } from 'node:crypto';
import type { Seal } from '../identity/sealed.ts';
import type { Database, Transaction } from './prisma.ts';

/** How long what was typed waits for whoever typed it. */
export const KEPT_FOR_MS = 3_600_000;
/** So many of one account; an older one goes. */
const KEPT_AT_MOST = 20;

export const about = (id: string, userId: string): string => `kept-form:${id}:${userId}`;

const closed = (seal: Seal, content: unknown, id: string, userId: string) =>
  new Uint8Array(seal.close(Buffer.from(JSON.stringify(content)), about(id, userId)));

/** Keeps what an account typed, sealed to it, an hour where nobody says otherwise; returns the id under which it is found again. */
export async function keepForm(
  { db, seal }: { db: Database; seal: Seal },
  { userId, content, at, forMs = KEPT_FOR_MS }: { userId: string; content: unknown; at: Date; forMs?: number },
): Promise<string> {
  const id = randomBytes(16).toString('base64url');
  const sealed = closed(seal, content, id, userId);
  const expiresAt = new Date(at.getTime() + forMs);
  await db.keptForm.deleteMany({ where: { expiresAt: { lte: at } } });
  await db.keptForm.create({ data: { id, userId, sealed, createdAt: at, expiresAt } });
  const older = await db.keptForm.findMany({
    // of two that came at one instant, never the one that is answered now
    where: { userId, id: { not: id } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: KEPT_AT_MOST - 1,
    select: { id: true },
  });
  if (older.length > 0) await db.keptForm.deleteMany({ where: { id: { in: older.map((one) => one.id) } } });
  return id;
}

/** What this account typed, within its hour; null for anybody else, and afterwards. */
export async function keptForm(
  { db, seal }: { db: Database; seal: Seal },
  { id, userId, at }: { id: string; userId: string; at: Date },
): Promise<unknown> {
  const row = await db.keptForm.findFirst({ where: { id, userId, expiresAt: { gt: at } } });
  return row === null ? null : JSON.parse(seal.open(row.sealed, about(id, userId)).toString('utf8'));
}

/** Keeps something else under an id that this account has, for as long as it had. */
export async function keepInstead(
  { db, seal }: { db: Database; seal: Seal },
  { id, userId, content }: { id: string; userId: string; content: unknown },
): Promise<void> {
  await db.keptForm.updateMany({ where: { id, userId }, data: { sealed: closed(seal, content, id, userId) } });
}

/** It was sent: nothing is kept any more. False where nothing was: of two at once, one is told that it had it. */
export async function dropKeptForm(
  db: Database | Transaction,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  return (await db.keptForm.deleteMany({ where: { id, userId } })).count === 1;
}
