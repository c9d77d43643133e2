import type { Untold } from '../../activities/sweep.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { type Database, execute, UNFLUSHED } from './prisma.ts';

/** What the sweep looks for; both read partial indexes that are empty when all is well (P4). */
export function sweepQueries(database: Database) {
  return {
    unstarted: (olderThanMs: number, limit: number) =>
      database.$queryRaw<{ type: ProcessType; processId: string }[]>`
        SELECT type, id AS "processId" FROM process WHERE workflow_started_at IS NULL AND closed_at IS NULL
          AND created_at < ${new Date(Date.now() - olderThanMs)} ORDER BY created_at LIMIT ${limit}`,
    untold: (olderThanMs: number, limit: number, after: Untold | null) =>
      database.$queryRaw<Untold[]>(untoldQuery(new Date(Date.now() - olderThanMs), limit, after)),
  };
}

/**
 * Commands that were not carried out, and those whose workflow may not know that they were; `after`: those behind this one. A workflow that
 * was not started yet would not be found, and the command carried out without it: nobody would start it any more.
 */
export function untoldQuery(before: Date, limit: number, after: Untold | null): Prisma.Sql {
  return Prisma.sql`
    SELECT p.type, p.id AS "processId", c.id AS "commandId", c.created_at AS "createdAt"
      FROM command c JOIN process p ON p.id = c.process_id
      WHERE c.told_at IS NULL AND c.created_at < ${before} AND (c.outcome IS NULL OR c.done_at < ${before})
        AND (c.created_at, c.id) > (${after?.createdAt ?? new Date(0)}::timestamptz, ${after?.commandId ?? ''})
        AND (p.workflow_started_at IS NOT NULL OR p.closed_at IS NOT NULL)
      ORDER BY c.created_at, c.id LIMIT ${limit}`;
}

/**
 * Marks commands as told, for their workflow has answered: by one statement for many, which waits for nobody and not for the disk. What is not
 * marked is told once more, which changes nothing. One without an outcome stays: a workflow that never began may have had no part in it.
 */
export async function markTold(database: Database, ids: readonly string[], at: Date): Promise<void> {
  await execute(
    database,
    Prisma.sql`
      UPDATE command SET told_at = ${at} WHERE id IN (
          SELECT id FROM command WHERE id = ANY(${[...ids]}::text[]) AND outcome IS NOT NULL AND told_at IS NULL FOR UPDATE SKIP LOCKED)
        RETURNING id, ${UNFLUSHED}`,
  );
}

/** Who sends commands says here that one was answered, and waits for nothing: whatever was within `everyMs` is marked together. */
export function tellings(database: Database, clock: () => Date, everyMs = 1_000): (commandId: string) => void {
  let answered: string[] = [];
  return (commandId) => {
    if (answered.push(commandId) > 1) return;
    setTimeout(() => {
      const ids = answered;
      answered = [];
      void markTold(database, ids, clock()).catch(() => undefined); // the sweep tells them once more
    }, everyMs).unref();
  };
}
