import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import type { Scope } from './scope.ts';

export interface Figures {
  /** `open`: those of `count` that go on */
  processes: { type: string; state: string; count: number; open: number }[];
  waiting: { who: string; count: number }[];
  late: number;
  incidents: number;
  tasks: { kind: string; open: number; late: number }[];
  mails: { state: string; count: number }[];
}

/** Figures of one Caf or of all, by one query; `at` decides what is late. */
export async function dashboardFigures(db: Database, scope: Scope, at: Date): Promise<Figures> {
  const owned = 'all' in scope ? Prisma.sql`true` : Prisma.sql`caf = ${'caf' in scope ? scope.caf : ''}`;
  const [row] = await db.$queryRaw<Figures[]>`
    SELECT
      (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT type, state, count(*)::int AS count, (count(*) FILTER (WHERE closed_at IS NULL))::int AS open FROM process WHERE ${owned} GROUP BY 1, 2 ORDER BY 1, 2) x) AS processes,
      (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT waiting_on AS who, count(*)::int AS count FROM process WHERE ${owned} AND closed_at IS NULL AND waiting_on IS NOT NULL GROUP BY 1 ORDER BY 1) x) AS waiting,
      (SELECT count(*)::int FROM process WHERE ${owned} AND closed_at IS NULL AND (due_at < ${at} OR 'EN_RETARD' = ANY (flags))) AS late,
      (SELECT count(*)::int FROM process WHERE ${owned} AND closed_at IS NULL AND incident IS NOT NULL) AS incidents,
      (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT kind, count(*)::int AS open, (count(*) FILTER (WHERE due < ${at}))::int AS late FROM task WHERE ${owned} AND state = 'OUVERTE' GROUP BY 1 ORDER BY 1) x) AS tasks,
      (SELECT coalesce(jsonb_agg(x), '[]') FROM (SELECT state, count(*)::int AS count FROM mail WHERE ${owned} GROUP BY 1 ORDER BY 1) x) AS mails`;
  return row ?? { processes: [], waiting: [], late: 0, incidents: 0, tasks: [], mails: [] };
}
