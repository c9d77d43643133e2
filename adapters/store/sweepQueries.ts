import type { ProcessType } from '../../domain/process/types.ts';
import type { Database } from './prisma.ts';

/** What the sweep looks for; both read partial indexes that are empty when all is well (P4). */
export function sweepQueries(database: Database) {
  return {
    unstarted: (olderThanMs: number, limit: number) =>
      database.$queryRaw<{ type: ProcessType; processId: string }[]>`
        SELECT type, id AS "processId" FROM process WHERE workflow_started_at IS NULL AND closed_at IS NULL
          AND created_at < ${new Date(Date.now() - olderThanMs)} ORDER BY created_at LIMIT ${limit}`,
    // a workflow that was not started yet would not be found, and the command carried out without it: nobody would start it any more
    unconfirmed: (olderThanMs: number, limit: number) =>
      database.$queryRaw<{ type: ProcessType; processId: string; commandId: string }[]>`
        SELECT p.type, p.id AS "processId", c.id AS "commandId" FROM command c JOIN process p ON p.id = c.process_id
          WHERE c.outcome IS NULL AND c.created_at < ${new Date(Date.now() - olderThanMs)}
            AND (p.workflow_started_at IS NOT NULL OR p.closed_at IS NOT NULL) ORDER BY c.created_at LIMIT ${limit}`,
    /** Processes that ended in this span, each with the last command that was carried out on it. */
    endedBetween: (fromMs: number, toMs: number) =>
      database.$queryRaw<{ type: ProcessType; processId: string; commandId: string }[]>`
        SELECT p.type, p.id AS "processId", last.id AS "commandId" FROM process p CROSS JOIN LATERAL (
            SELECT c.id FROM command c WHERE c.process_id = p.id AND c.outcome IS NOT NULL ORDER BY c.done_at DESC LIMIT 1) last
          WHERE p.workflow_started_at IS NOT NULL
            AND p.closed_at BETWEEN ${new Date(Date.now() - fromMs)} AND ${new Date(Date.now() - toMs)}`,
  };
}
