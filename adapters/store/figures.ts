import type { Database } from './prisma.ts';
import { IS_DOSSIER, lateCondition } from './queries/processes.ts';

/** Of all Cafs together. */
export const ALL_CAFS = '*';
/** Days that times per phase look back. */
export const PERIODS = [30, 90, 365] as const;
/** Weeks that are kept of what happened, and days of a campaign's way down. */
const WEEKS_DAYS = 371;
const AHEAD_DAYS = 14;
const COUNTING_MS = 120_000;

/**
 * Counts every figure of the dashboard anew, of each Caf and of all, in one transaction: whoever reads meanwhile reads the former ones. Lists
 * and pages then read a few rows, however many dossiers there are. `at` decides what is late and how far back a period reaches.
 */
export async function countFigures(db: Database, at: Date): Promise<void> {
  const ahead = new Date(at.getTime() + AHEAD_DAYS * 86_400_000);
  const weeksFrom = new Date(at.getTime() - WEEKS_DAYS * 86_400_000);
  await db.$transaction(
    async (tx) => {
      // two workers never count at once: the second finds it done
      const [turn] = await tx.$queryRaw<
        { mine: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(hashtext('figures')) AS mine`;
      if (turn?.mine !== true) return;
      await tx.$executeRaw`DELETE FROM figure`;
      // how many of what, in which state
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'open', coalesce(caf, ${ALL_CAFS}), type, state, count(*)::int, ${at}::timestamptz FROM process
        WHERE closed_at IS NULL AND ${IS_DOSSIER}
        GROUP BY GROUPING SETS ((caf, type, state), (type, state))`;
      // all of every type, follow-ups of accounts and ended ones too: for whoever watches the machine, of no Caf
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'process', ${ALL_CAFS}, type, state, count(*)::int, ${at}::timestamptz FROM process GROUP BY type, state`;
      // where they wait, for whom, and since when
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, median_ms, counted_at)
        SELECT 'waiting', coalesce(caf, ${ALL_CAFS}), type || ':' || coalesce(facts ->> 'phase', state), waiting_on, count(*)::int,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${at}::timestamptz - since) * 1000), ${at}::timestamptz
        FROM process WHERE closed_at IS NULL AND waiting_on IS NOT NULL AND ${IS_DOSSIER}
        GROUP BY GROUPING SETS ((caf, 3, waiting_on), (3, waiting_on))`;
      // how long each phase took of those who left it
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, period, a, b, n, median_ms, p90_ms, counted_at)
        SELECT 'stay', coalesce(p.caf, ${ALL_CAFS}), days, p.type, s.step, count(*)::int,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.left_at - s.entered_at) * 1000),
          percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM s.left_at - s.entered_at) * 1000), ${at}::timestamptz
        FROM process_stay s JOIN process p ON p.id = s.process_id
          JOIN unnest(${[...PERIODS]}::int[]) days ON s.left_at > ${at}::timestamptz - make_interval(days => days)
        WHERE s.left_at <= ${at} AND ${IS_DOSSIER}
        GROUP BY GROUPING SETS ((days, p.caf, p.type, s.step), (days, p.type, s.step))`;
      // what comes to a team and what it does, week by week
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'load', coalesce(caf, ${ALL_CAFS}), what, to_char(date_trunc('week', moment AT TIME ZONE 'Europe/Paris'), 'YYYY-MM-DD'), count(*)::int, ${at}::timestamptz
        FROM (SELECT caf, 'new' AS what, created_at AS moment FROM task WHERE created_at > ${weeksFrom}
          UNION ALL SELECT caf, 'done', completed_at FROM task WHERE completed_at > ${weeksFrom}) t
        GROUP BY GROUPING SETS ((caf, what, 4), (what, 4))`;
      // what will be late in two weeks unless somebody acts
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'due', coalesce(caf, ${ALL_CAFS}), to_char(due AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD'), what, count(*)::int, ${at}::timestamptz
        FROM (SELECT caf, due_at AS due, type AS what FROM process WHERE closed_at IS NULL AND due_at > ${at} AND due_at <= ${ahead}
          UNION ALL SELECT caf, due, 'task' FROM task WHERE state = 'OUVERTE' AND due > ${at} AND due <= ${ahead}) t
        GROUP BY GROUPING SETS ((caf, 3, what), (3, what))`;
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'late', coalesce(caf, ${ALL_CAFS}), what, '', count(*)::int, ${at}::timestamptz
        FROM (SELECT caf, 'process' AS what FROM process WHERE ${lateCondition(true, at)}
          UNION ALL SELECT caf, 'task' FROM task WHERE state = 'OUVERTE' AND due < ${at}) t
        GROUP BY GROUPING SETS ((caf, what), (what))`;
      // how many dossiers of a campaign were still open at the end of each day
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'campaign', coalesce(p.caf, ${ALL_CAFS}), c.id, to_char(day, 'YYYY-MM-DD'), count(*)::int, ${at}::timestamptz
        FROM campaign c JOIN process p ON p.campaign_id = c.id
          JOIN generate_series(greatest((c.created_at AT TIME ZONE 'Europe/Paris')::date, (${weeksFrom}::timestamptz AT TIME ZONE 'Europe/Paris')::date),
            (least(coalesce(c.closed_at, ${at}), ${at}::timestamptz) AT TIME ZONE 'Europe/Paris')::date, interval '1 day') day
            ON (p.created_at AT TIME ZONE 'Europe/Paris')::date <= day AND (p.closed_at IS NULL OR (p.closed_at AT TIME ZONE 'Europe/Paris')::date > day)
        WHERE c.closed_at IS NULL OR c.closed_at > ${weeksFrom}
        GROUP BY GROUPING SETS ((p.caf, c.id, day), (c.id, day))`;
      await tx.$executeRaw`
        INSERT INTO figure (name, scope, a, b, n, counted_at)
        SELECT 'mail', coalesce(caf, ${ALL_CAFS}), state, to_char(date_trunc('week', created_at AT TIME ZONE 'Europe/Paris'), 'YYYY-MM-DD'), count(*)::int, ${at}::timestamptz
        FROM mail WHERE (state = 'ENVOI_ECHOUE' OR (state = 'DOUTE' AND settled_at IS NULL)) AND created_at > ${weeksFrom} AND caf IS NOT NULL
        GROUP BY GROUPING SETS ((caf, state, 4), (state, 4))`;
      // when, where there was nothing to count, too
      await tx.$executeRaw`INSERT INTO figure (name, scope, a, b, n, counted_at) VALUES ('counted', ${ALL_CAFS}, '', '', 0, ${at})`;
    },
    { timeout: COUNTING_MS },
  );
}

export type FigureName = 'open' | 'waiting' | 'stay' | 'load' | 'due' | 'late' | 'campaign' | 'mail';

/** The figures of one name, of one Caf or of all. */
export function figuresOf(db: Database, name: FigureName, scope: string, period = 0) {
  return db.figure.findMany({
    where: { name, scope, period },
    orderBy: [{ a: 'asc' }, { b: 'asc' }],
    select: { a: true, b: true, n: true, medianMs: true, p90Ms: true },
  });
}

/** When they were counted; null: not yet. */
export async function figuresCountedAt(db: Database): Promise<Date | null> {
  const found = await db.figure.findFirst({ where: { name: 'counted' }, select: { countedAt: true } });
  return found?.countedAt ?? null;
}

/** What one person did, week by week: their own to see, and nobody else's. */
export function ownWeeks(db: Database, userId: string, since: Date): Promise<{ week: string; n: number }[]> {
  return db.$queryRaw`
    SELECT to_char(date_trunc('week', completed_at AT TIME ZONE 'Europe/Paris'), 'YYYY-MM-DD') AS week, count(*)::int AS n
    FROM task WHERE completed_by = ${userId} AND completed_at > ${since} GROUP BY 1 ORDER BY 1`;
}

/** Counts at most once in `everyMs`, one at a time, beside whatever else runs; its failures are told and tried again. */
export function figureCounter(
  db: Database,
  { everyMs, now, warn }: { everyMs: number; now: () => Date; warn: (error: unknown) => void },
): () => Promise<void> {
  let countedAt = 0;
  let under: Promise<void> | null = null;
  return async () => {
    if (under !== null || now().getTime() - countedAt < everyMs) return;
    countedAt = now().getTime();
    under = countFigures(db, now())
      .catch(warn)
      .finally(() => {
        under = null;
      });
  };
}
