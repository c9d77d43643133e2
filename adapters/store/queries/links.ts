import { randomBytes } from 'node:crypto';
import type { ProcessType } from '../../../domain/process/types.ts';
import { newId } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';

/** Tries per code (§4.3 « Signature »). */
export const CODE_TRIES = 5;

/** The process that a link's public part names. */
export async function processOfLink(db: Database, linkRef: string) {
  const row = await db.process.findUnique({
    where: { linkRef },
    select: {
      id: true,
      type: true,
      caf: true,
      label: true,
      state: true,
      waitingFor: true,
      linkRef: true,
      linkVersion: true,
      linkEmail: true,
      closedAt: true,
    },
  });
  return row === null ? null : { ...row, type: row.type as ProcessType };
}

/** Stores that a code was asked; the code itself is derived from the nonce and never stored (S2). */
export async function insertCode(
  tx: Transaction,
  link: { linkRef: string; version: number },
  at: Date,
  ttlMs: number,
): Promise<{ id: string; nonce: string }> {
  const code = { id: newId(), nonce: randomBytes(16).toString('hex') };
  await tx.linkCode.create({ data: { ...code, ...link, expiresAt: new Date(at.getTime() + ttlMs), createdAt: at } });
  return code;
}

/** Counts a try of the newest code before it is compared; null when there is none left to try. */
export async function tryCode(
  db: Database,
  link: { linkRef: string; version: number },
  at: Date,
): Promise<{ id: string; nonce: string } | null> {
  const [row] = await db.$queryRaw<{ id: string; nonce: string }[]>`
    UPDATE link_code SET tries = tries + 1
    WHERE id = (SELECT id FROM link_code WHERE link_ref = ${link.linkRef} AND version = ${link.version} ORDER BY created_at DESC, id DESC LIMIT 1)
      AND tries < ${CODE_TRIES} AND used_at IS NULL AND expires_at > ${at}
    RETURNING id, nonce`;
  return row ?? null;
}

/** The newest code mailed for a link that may still sign; null: none was asked, or it was used or is over. */
export async function codeOnItsWay(
  db: Database,
  link: { linkRef: string; version: number },
  at: Date,
): Promise<{ createdAt: Date; expiresAt: Date } | null> {
  return db.linkCode.findFirst({
    where: { ...link, usedAt: null, expiresAt: { gt: at } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { createdAt: true, expiresAt: true },
  });
}

/** What the journal keeps of the newest code of a link (S6): never what it is made from. */
export async function codeStanding(tx: Transaction, linkRef: string): Promise<CodeStanding | null> {
  return tx.linkCode.findFirst({
    where: { linkRef },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, version: true, createdAt: true, expiresAt: true, tries: true, usedAt: true },
  });
}

interface CodeStanding {
  id: string;
  version: number;
  createdAt: Date;
  expiresAt: Date;
  tries: number;
  usedAt: Date | null;
}
