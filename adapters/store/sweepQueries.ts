import type { Unconfirmed, Untold } from '../../activities/sweep.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import { leftBehind } from './patience.ts';
import { type Database, execute, UNFLUSHED } from './prisma.ts';

/** What the sweep looks for; both read partial indexes that are empty when all is well (P4). */
export function sweepQueries(database: Database) {
  return {
    unstarted: (olderThanMs: number, limit: number) =>
      database.$queryRaw<{ type: ProcessType; processId: string }[]>`
        SELECT type, id AS "processId" FROM process WHERE workflow_started_at IS NULL AND closed_at IS NULL
          AND created_at < ${new Date(Date.now() - olderThanMs)} ORDER BY created_at LIMIT ${limit}`,
    unconfirmed: (olderThanMs: number, limit: number, after: Unconfirmed | null) =>
      database.$queryRaw<Unconfirmed[]>(unconfirmedQuery(before(olderThanMs), limit, after)),
    untold: (olderThanMs: number, limit: number, after: string) =>
      database.$queryRaw<Untold[]>(untoldQuery(before(olderThanMs), limit, after)),
  };
}

const before = (olderThanMs: number) => new Date(Date.now() - olderThanMs);

/**
 * Commands that were not carried out; `after`: those behind this one. A workflow that was not started yet would not be found, and the command
 * carried out without it: nobody would start it any more.
 */
export function unconfirmedQuery(before: Date, limit: number, after: Unconfirmed | null): Prisma.Sql {
  return Prisma.sql`
    SELECT p.type, p.id AS "processId", c.id AS "commandId", c.created_at AS "createdAt"
      FROM command c JOIN process p ON p.id = c.process_id
      WHERE c.told_at IS NULL AND c.outcome IS NULL AND c.created_at < ${before}
        AND (c.created_at, c.id) > (${after?.createdAt ?? new Date(0)}::timestamptz, ${after?.commandId ?? ''})
        AND (p.workflow_started_at IS NOT NULL OR p.closed_at IS NOT NULL)
      ORDER BY c.created_at, c.id LIMIT ${limit}`;
}

/**
 * Processes whose workflow may not know what was carried out, with those commands, the last one last; `after`: those behind this one. Telling the last
 * is enough: the workflow learns where its process stands.
 */
export function untoldQuery(before: Date, limit: number, after: string): Prisma.Sql {
  return Prisma.sql`
    SELECT p.type, p.id AS "processId", array_agg(c.id ORDER BY c.done_at, c.id) AS "commandIds"
      FROM command c JOIN process p ON p.id = c.process_id
      WHERE c.told_at IS NULL AND c.outcome IS NOT NULL AND c.created_at < ${before} AND c.done_at < ${before} AND p.id > ${after}
      GROUP BY p.id ORDER BY p.id LIMIT ${limit}`;
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
    const mark = () => {
      const ids = answered;
      answered = [];
      void markTold(database, ids, clock()).catch(() => undefined); // the sweep tells them once more
    };
    // of all requests together: of none is the patience
    leftBehind(() => setTimeout(mark, everyMs).unref());
  };
}
