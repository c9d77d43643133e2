import {
  ALL_CAFS,
  countFigures,
  type FigureName,
  figuresCountedAt,
  figuresOf,
  ownWeeks,
} from '../../adapters/store/figures.ts';
import { openDatabase } from '../../adapters/store/prisma.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { percentile, round } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';

const RUNS = 60;
const DATABASE = 'bench_dashboard';
const CAFS = 90;
const STAYS_EACH = 3;
const NAMES: readonly FigureName[] = ['open', 'waiting', 'load', 'due', 'late', 'campaign', 'mail'];

export interface DashboardFigures {
  processes: number;
  /** counting every figure anew, which a worker does every five minutes */
  countedS: number;
  pages: { name: string; p50Ms: number; p95Ms: number }[];
}

/** The dashboard over `processes` open dossiers: all that one page of it reads, of one Caf and of all, and what counting them takes. */
export async function benchDashboard(machine: Machine, processes: number): Promise<DashboardFigures> {
  const at = (url: string) => url.replace(/[^/]+$/, DATABASE);
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), DATABASE, EMPTY_DATABASE);
  await generate(at(machine.ownerUrl), processes);
  const database = openDatabase(at(machine.databaseUrl), 8);
  try {
    const now = new Date();
    const begun = performance.now();
    await countFigures(database, now);
    const countedS = round((performance.now() - begun) / 1_000, 1);
    const yearAgo = new Date(now.getTime() - 365 * 86_400_000);
    const page = (scope: string, person: number) =>
      Promise.all([
        figuresCountedAt(database),
        ...NAMES.map((name) => figuresOf(database, name, scope)),
        figuresOf(database, 'stay', scope, 90),
        ownWeeks(database, `agent-${person}`, yearAgo),
      ]);
    const pages = [];
    for (const [name, scopeOf] of [
      ['dashboard of a Caf', (run: number) => String((run % CAFS) + 1).padStart(2, '0')],
      ['dashboard of all Cafs', () => ALL_CAFS],
    ] as const) {
      await page(scopeOf(0), 0);
      const times: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const from = performance.now();
        await page(scopeOf(run), run);
        times.push(performance.now() - from);
      }
      pages.push({ name, p50Ms: round(percentile(times, 50), 1), p95Ms: round(percentile(times, 95), 1) });
    }
    return { processes, countedS, pages };
  } finally {
    await database.$disconnect();
  }
}

/** Open dossiers of every state, each with phases that it left, a task that was done and, of one in five, one that is to be done. */
async function generate(ownerUrl: string, processes: number): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('SET synchronous_commit = off');
    // what is searched is the search's to bench
    await client.query('ALTER TABLE process DISABLE TRIGGER process_begun');
    await client.query(
      `INSERT INTO process (id, type, business_key, caf, label, state, since, waiting_on, due_at, flags, facts, link_ref, created_by, created_at, workflow_started_at)
       SELECT 'p' || n, (ARRAY['esatOnboarding','conventionnement','administratorReplacement','supportRequest'])[1 + n % 4], 'k' || n, lpad((1 + n % $2)::text, 2, '0'), 'Dossier ' || n,
         (ARRAY['DOCUMENTS_ENVOYES','DOCUMENTS_SIGNES','ELIGIBILITE_A_VERIFIER'])[1 + n % 3], now() - (n % 200) * interval '1 hour',
         (ARRAY['PARTENAIRE','CAF','SYSTEME'])[1 + n % 3], now() + (n % 60 - 10) * interval '1 day', '{}',
         jsonb_build_object('phase', (ARRAY['documents','countersignature','opening'])[1 + n % 3]), 'l' || n, 'bench', now() - (n % 300) * interval '1 day', now()
       FROM generate_series(1, $1::int) n`,
      [processes, CAFS],
    );
    await client.query(
      `INSERT INTO process_stay (process_id, step, entered_at, left_at)
       SELECT 'p' || n, (ARRAY['eligibility','documents','countersignature'])[k], now() - (n % 300 + 5) * interval '1 day', now() - (n % 300) * interval '1 day' + k * interval '1 hour'
       FROM generate_series(1, $1::int) n, generate_series(1, $2::int) k`,
      [processes, STAYS_EACH],
    );
    await client.query(
      `INSERT INTO task (id, kind, process_id, caf, role, reason, due, state, created_at, completed_at, completed_by)
       SELECT 't' || n, 'CONTRESIGNER', 'p' || n, lpad((1 + n % $2)::text, 2, '0'), 'agent', 'x', now() + (n % 40 - 5) * interval '1 day',
         CASE WHEN n % 5 = 0 THEN 'OUVERTE' ELSE 'FAITE' END, now() - (n % 300) * interval '1 day',
         CASE WHEN n % 5 = 0 THEN NULL ELSE now() - (n % 200) * interval '1 day' END, CASE WHEN n % 5 = 0 THEN NULL ELSE 'agent-' || n % 500 END
       FROM generate_series(1, $1::int) n`,
      [processes, CAFS],
    );
    await client.query('VACUUM ANALYZE');
  });
}
