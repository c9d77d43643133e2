import { gunzipSync, gzipSync } from 'node:zlib';
import { CHECKS_KEPT, type RowChange } from '../../../domain/campaign/check.ts';
import type { NewCampaign } from '../../../domain/campaign/start.ts';
import type { JudgedRow } from '../../../domain/esat/rows.ts';
import type { SheetRow } from '../../../domain/formats/sheet.ts';
import type { Seal } from '../../identity/sealed.ts';
import { newId } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';

/** What is kept of a checked file: what was asked, the rows as they were read, and what is said of each. */
export interface KeptCheck {
  fields: NewCampaign;
  rows: readonly SheetRow[];
  judged: readonly JudgedRow[];
  /** what is said otherwise since it was last shown */
  changes: readonly RowChange[];
}

/** A checked file with what is known of it in clear. */
export interface StoredCheck {
  id: string;
  revision: number;
  createdAt: Date;
  caf: string | null;
  /** the campaign that was launched from it: it holds no row any more */
  campaignId: string | null;
  kept: KeptCheck | null;
}

export const about = (id: string, userId: string): string => `campaign-check:${id}:${userId}`;

function closed(seal: Seal, kept: KeptCheck, id: string, userId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(seal.close(gzipSync(JSON.stringify(kept)), about(id, userId)));
}

/** Keeps a checked file for whoever checked it, sealed to them; of more than they may keep, the oldest goes. Returns its id. */
export async function keepCheck(
  { db, seal }: { db: Database; seal: Seal },
  { userId, kept, at }: { userId: string; kept: KeptCheck; at: Date },
): Promise<string> {
  const id = newId();
  await db.campaignCheck.create({
    data: {
      ...{ id, userId, caf: kept.fields.caf, name: kept.fields.name, lines: kept.judged.length },
      ...{ sealed: closed(seal, kept, id, userId), createdAt: at },
    },
  });
  const older = await db.campaignCheck.findMany({
    where: { userId, id: { not: id } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    skip: CHECKS_KEPT - 1,
    select: { id: true },
  });
  if (older.length > 0) await db.campaignCheck.deleteMany({ where: { id: { in: older.map((one) => one.id) } } });
  return id;
}

/** The file that this person checked; null for anybody else's. */
export async function checkOf(
  { db, seal }: { db: Database | Transaction; seal: Seal },
  { id, userId }: { id: string; userId: string },
): Promise<StoredCheck | null> {
  const row = await db.campaignCheck.findFirst({ where: { id, userId } });
  if (row === null) return null;
  const { revision, createdAt, caf, campaignId, sealed } = row;
  const kept =
    sealed === null
      ? null
      : (JSON.parse(gunzipSync(seal.open(sealed, about(id, userId))).toString('utf8')) as KeptCheck);
  return { id, revision, createdAt, caf, campaignId, kept };
}

/** The files that this person checked and did not launch, newest first. */
export async function openChecks(
  db: Database,
  userId: string,
): Promise<{ id: string; name: string; lines: number; createdAt: Date }[]> {
  return db.campaignCheck.findMany({
    where: { userId, campaignId: null },
    select: { id: true, name: true, lines: true, createdAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: CHECKS_KEPT,
  });
}

/** Keeps what is said of the rows now, in the place of what was shown; false where somebody was faster. */
export async function replaceCheck(
  { db, seal }: { db: Database; seal: Seal },
  { id, userId, revision, kept }: { id: string; userId: string; revision: number; kept: KeptCheck },
): Promise<boolean> {
  const { count } = await db.campaignCheck.updateMany({
    where: { id, userId, revision, campaignId: null },
    data: { sealed: closed(seal, kept, id, userId), revision: revision + 1 },
  });
  return count === 1;
}

/** Forgets it before its term; false where this person has none of this id. */
export async function dropCheck(db: Database, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  return (await db.campaignCheck.deleteMany({ where: { id, userId } })).count === 1;
}

/** It became a campaign, which has its rows from now on; false where it had become one, or was shown otherwise meanwhile. */
export async function launchedCheck(
  tx: Transaction,
  { id, userId, revision, campaignId }: { id: string; userId: string; revision: number; campaignId: string },
): Promise<boolean> {
  const { count } = await tx.campaignCheck.updateMany({
    where: { id, userId, revision, campaignId: null },
    data: { campaignId, sealed: null },
  });
  return count === 1;
}
