import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Database } from './prisma.ts';

/** So often what runs says so. */
export const BEAT_EVERY_MS = 2_000;
/** What stopped or died is told for so long, then forgotten. */
const REMEMBERED_MS = 3_600_000;

export type HeartbeatKind = 'worker' | 'sweep' | 'key' | 'backup';

/** How Temporal names whoever asks it for work: the default identity of its workers. */
export const ownHost = (): string => `${process.pid}@${hostname()}`;

/** One that runs, or ran within the last hour. Ages are the database's: its clock is the one that all machines share. */
export interface Heartbeat {
  id: string;
  kind: HeartbeatKind;
  host: string;
  startedAt: Date;
  stoppedAt: Date | null;
  /** when it last said that it runs */
  beatAt: Date;
  silentMs: number;
}

/** Says that this one runs; the row is there once it began. */
export async function beat(db: Database, { id, kind }: { id: string; kind: HeartbeatKind }): Promise<void> {
  await db.$executeRaw`
    INSERT INTO heartbeat (id, kind, host, started_at, beat_at) VALUES (${id}, ${kind}, ${ownHost()}, now(), now())
    ON CONFLICT (id) DO UPDATE SET host = excluded.host, beat_at = now(), stopped_at = NULL`;
}

/**
 * A worker's own: begins at once, goes on until it is stopped in order. A database that is away makes it silent, no more. `file` is touched
 * with each beat, for whoever watches the process from beside it.
 */
export async function keepBeating(
  db: Database,
  { everyMs = BEAT_EVERY_MS, file = null }: { everyMs?: number; file?: string | null } = {},
): Promise<{ stop(): Promise<void> }> {
  const own = { id: randomUUID(), kind: 'worker' } as const;
  const forgotten = new Date(Date.now() - REMEMBERED_MS);
  await db.heartbeat.deleteMany({ where: { kind: 'worker', beatAt: { lt: forgotten } } });
  const once = async () => {
    await beat(db, own);
    if (file !== null) await writeFile(file, '');
  };
  await once();
  let under = Promise.resolve();
  const timer = setInterval(() => {
    under = under.then(once).catch(() => undefined);
  }, everyMs);
  timer.unref(); // it keeps nobody running
  return {
    async stop() {
      clearInterval(timer);
      await under;
      await db.$executeRaw`UPDATE heartbeat SET stopped_at = now() WHERE id = ${own.id}`.catch(() => undefined);
    },
  };
}

/** What runs or ran lately, the youngest first. */
export async function heartbeats(db: Database): Promise<Heartbeat[]> {
  return db.$queryRaw<Heartbeat[]>`
    SELECT id, kind, host, started_at AS "startedAt", stopped_at AS "stoppedAt", beat_at AS "beatAt",
      greatest(0, extract(epoch FROM now() - beat_at) * 1000)::int AS "silentMs"
    FROM heartbeat WHERE kind = 'sweep' OR beat_at > now() - ${`${REMEMBERED_MS} ms`}::interval ORDER BY started_at DESC, id`;
}

/** Says when this key was first the one that encrypts: whoever watches tells when it is to be replaced (S2). */
export async function markKey(db: Database, keyId: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO heartbeat (id, kind, host, started_at, beat_at) VALUES (${`key:${keyId}`}, 'key', ${ownHost()}, now(), now())
    ON CONFLICT (id) DO NOTHING`;
}

/** Says that a backup was made and is where it belongs; a command of whoever backs up (`npm run backup:done`). */
export const markBackup = (db: Database): Promise<void> => beat(db, { id: 'backup', kind: 'backup' });

/** Since when this key encrypts, and when the last backup was made; null: nobody has said so. */
export async function marks(db: Database, keyId: string): Promise<{ keySince: Date | null; backupAt: Date | null }> {
  const found = await db.heartbeat.findMany({ where: { id: { in: [`key:${keyId}`, 'backup'] } } });
  return {
    keySince: found.find(({ kind }) => kind === 'key')?.startedAt ?? null,
    backupAt: found.find(({ kind }) => kind === 'backup')?.beatAt ?? null,
  };
}
