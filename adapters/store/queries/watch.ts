import { ALL_CAFS, figuresCountedAt } from '../figures.ts';
import type { Database } from '../prisma.ts';
import { IS_IN_TROUBLE } from './mailTrouble.ts';
import { type Backlog, backlog } from './operations.ts';

/** The period that times per phase are told of, in days: one of `PERIODS` of the figures. */
const STAY_DAYS = 30;

/** What is told of the facts to whoever watches: numbers, types and states, and nobody's name. */
export interface WatchedFacts extends Backlog {
  /** how long the mail has waited whose turn came first; 0: none is overdue */
  outboxOverdueMs: number;
  /** age of the oldest mail that has not gone; 0: all have */
  outboxOldestMs: number;
  incidents: { incident: string; type: string; n: number }[];
  troubledMails: { state: string; n: number }[];
  databaseBytes: number;
  /** since when the write-ahead log is archived no more, its last try having failed; 0: it is, or nobody asked for it */
  archiveFailsMs: number;
  figures: WatchedFigures;
  /** when the figures were counted; null: not yet */
  countedAt: Date | null;
}

export interface WatchedFigures {
  /** all processes, open and ended, by type and state */
  processes: { type: string; state: string; n: number }[];
  /** those that wait: in which phase, for whom, and the median of since when */
  waiting: { type: string; phase: string; waitingOn: string; n: number; medianMs: number }[];
  /** how long a phase took of those who left it within the last thirty days */
  stays: { type: string; phase: string; n: number; medianMs: number; p90Ms: number }[];
  late: { what: string; n: number }[];
}

/**
 * Read at a scrape: what stands in small partial indexes is counted, what would be a walk of a large table is read from the figures that a worker
 * counts every few minutes (`figures.ts`).
 */
export async function watchedFacts(db: Database, at: Date): Promise<WatchedFacts> {
  const [waiting, [outbox], incidents, troubledMails, [size], [archive], figures, countedAt] = await Promise.all([
    backlog(db, at),
    db.$queryRaw<{ due: Date | null; oldest: Date | null }[]>`
      SELECT min(next_attempt_at) AS due, min(created_at) AS oldest FROM mail WHERE state IN ('A_ENVOYER', 'EN_COURS')`,
    db.$queryRaw<WatchedFacts['incidents']>`
      SELECT incident, type, count(*)::int AS n FROM process WHERE incident IS NOT NULL GROUP BY incident, type`,
    db.$queryRaw<WatchedFacts['troubledMails']>`
      SELECT state, count(*)::int AS n FROM mail WHERE ${IS_IN_TROUBLE} GROUP BY state`,
    db.$queryRaw<{ bytes: number }[]>`SELECT pg_database_size(current_database())::float8 AS bytes`,
    db.$queryRaw<{ ms: number }[]>`
      SELECT CASE WHEN last_failed_time > coalesce(last_archived_time, '-infinity')
          THEN greatest(0, extract(epoch FROM now() - coalesce(last_archived_time, stats_reset)) * 1000) ELSE 0 END::float8 AS ms
        FROM pg_stat_archiver`,
    watchedFigures(db),
    figuresCountedAt(db),
  ]);
  const since = (moment: Date | null | undefined) =>
    moment == null ? 0 : Math.max(0, at.getTime() - moment.getTime());
  return {
    ...waiting,
    ...{ outboxOverdueMs: since(outbox?.due), outboxOldestMs: since(outbox?.oldest) },
    ...{ incidents, troubledMails, databaseBytes: size?.bytes ?? 0, figures, countedAt },
    archiveFailsMs: archive?.ms ?? 0,
  };
}

async function watchedFigures(db: Database): Promise<WatchedFigures> {
  const rows = await db.figure.findMany({
    where: { scope: ALL_CAFS, name: { in: ['process', 'waiting', 'stay', 'late'] }, period: { in: [0, STAY_DAYS] } },
    select: { name: true, a: true, b: true, n: true, medianMs: true, p90Ms: true },
  });
  const of = (name: string) => rows.filter((row) => row.name === name);
  return {
    processes: of('process').map(({ a, b, n }) => ({ type: a, state: b, n })),
    waiting: of('waiting').map(({ a, b, n, medianMs }) => {
      const [type = '', phase = ''] = a.split(':');
      return { type, phase, waitingOn: b, n, medianMs: medianMs ?? 0 };
    }),
    stays: of('stay').map(({ a, b, n, medianMs, p90Ms }) => ({
      ...{ type: a, phase: b, n, medianMs: medianMs ?? 0, p90Ms: p90Ms ?? 0 },
    })),
    late: of('late').map(({ a, n }) => ({ what: a, n })),
  };
}
