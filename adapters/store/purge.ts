import type { PurgeNext } from '../../activities/batches.ts';
import type { PurgedKind, Retention } from '../../domain/policy/retention.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from './prisma.ts';

/** Rows that one statement deletes: no long lock, no long transaction. */
const BATCH = 1_000;

/** Where each kind lies and which of it was over before an instant. A kind more is a line here and its term in the policy. */
const OVER: Record<PurgedKind, (before: Date) => { table: string; over: Prisma.Sql }> = {
  answers: (before) => ({ table: 'idempotent_answer', over: Prisma.sql`created_at < ${before}` }),
  commands: (before) => ({ table: 'command', over: Prisma.sql`outcome IS NOT NULL AND done_at < ${before}` }),
  sessions: (before) => ({ table: 'session', over: Prisma.sql`least(expires_at, revoked_at) < ${before}` }),
  codes: (before) => ({ table: 'link_code', over: Prisma.sql`expires_at < ${before}` }),
  tries: (before) => ({ table: 'tries', over: Prisma.sql`expires_at < ${before}` }),
  files: (before) => ({ table: 'attachment', over: ofProcessOver(before) }),
  demarches: (before) => ({ table: 'demarche_words', over: ofProcessOver(before) }),
};

const ofProcessOver = (before: Date): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM process p WHERE p.id = process_id AND p.closed_at < ${before})`;

/** Deletes the next batch of a kind (S7), by the application's own role: what that may not delete is never purged. */
export function purgeOn(database: Database, retention: Retention, batch = BATCH): PurgeNext {
  return async (kind, at) => {
    const { table, over } = OVER[kind](new Date(at.getTime() - retention[kind]));
    const name = Prisma.raw(table);
    const deleted = await database.$executeRaw`
      DELETE FROM ${name} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${name} WHERE ${over} LIMIT ${batch} FOR UPDATE SKIP LOCKED))`;
    return deleted === batch;
  };
}
