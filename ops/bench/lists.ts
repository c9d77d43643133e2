import type { Database } from '../../adapters/store/prisma.ts';
import { openDatabase } from '../../adapters/store/prisma.ts';
import { listPartners } from '../../adapters/store/queries/partners.ts';
import { listProcesses } from '../../adapters/store/queries/processes.ts';
import type { Scope } from '../../adapters/store/queries/scope.ts';
import { countTasks, listTasks } from '../../adapters/store/queries/tasks.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { percentile, round } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';

const SMALL = 1_000;
const RUNS = 60;
const LIMIT = 50;
/** The one Caf with 10,000 tasks; none of the ninety. */
const CROWDED = '95';
/** So many Cafs that each has more than a page: both sizes show pages of the same length. */
const cafsOf = (partners: number) => Math.min(90, Math.ceil(partners / 400));

export interface ListsFigures {
  partners: number;
  small: number;
  lists: { name: string; p50Ms: number; p95Ms: number; smallP50Ms: number; ratio: number }[];
}

/** P4: every list and search with `count` partners, ten times as many accounts, as many open processes and tasks, against 1,000. */
export async function benchLists(machine: Machine, count: number): Promise<ListsFigures> {
  const small = await measured(machine, 'bench_small', SMALL);
  const large = await measured(machine, 'bench_large', count);
  return {
    partners: count,
    small: SMALL,
    lists: [...large].map(([name, times]) => {
      const few = small.get(name) ?? [];
      const p95 = percentile(times, 95);
      return {
        name,
        p50Ms: round(percentile(times, 50), 2),
        p95Ms: round(p95, 2),
        smallP50Ms: round(percentile(few, 50), 2),
        ratio: round(percentile(times, 50) / percentile(few, 50), 2),
      };
    }),
  };
}

async function measured(machine: Machine, name: string, count: number): Promise<Map<string, number[]>> {
  const at = (url: string) => url.replace(/[^/]+$/, name);
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), name, EMPTY_DATABASE);
  await generate(at(machine.ownerUrl), count);
  const database = openDatabase(at(machine.databaseUrl), 4);
  try {
    const times = new Map<string, number[]>();
    for (const [list, run] of Object.entries(listsOf(database, count))) {
      await run(0);
      const each: number[] = [];
      for (let index = 0; index < RUNS; index += 1) {
        const begun = performance.now();
        await run(index);
        each.push(performance.now() - begun);
      }
      times.set(list, each);
    }
    return times;
  } finally {
    await database.$disconnect();
  }
}

/** The lists that pages and API show, each asked as people do: another word, Caf or page every time. */
function listsOf(database: Database, count: number): Record<string, (index: number) => Promise<unknown>> {
  const all: Scope = { all: true };
  const caf = (index: number): Scope => ({ caf: String((index % cafsOf(count)) + 1).padStart(2, '0') });
  const now = new Date();
  const deep = listPartners(database, all, { limit: 200 }).then((page) => page.nextCursor ?? undefined);
  return {
    'partners, first page of a Caf': (index) => listPartners(database, caf(index), { limit: LIMIT }),
    'partners, first page of all': () => listPartners(database, all, { limit: LIMIT }),
    'partners, a later page': async () => listPartners(database, all, { limit: LIMIT, cursor: await deep }),
    'partners, word of the name': (index) =>
      listPartners(database, all, { q: `tilleuls ${(index * 37) % count}`, limit: LIMIT }),
    'partners, common word in a Caf': (index) => listPartners(database, caf(index), { q: 'tilleuls', limit: LIMIT }),
    'partners, by SIRET': (index) =>
      listPartners(database, all, { siret: inventedSiret((index * 37) % count), limit: LIMIT }),
    'processes, open of a Caf': (index) => listProcesses(database, caf(index), { status: 'open', limit: LIMIT }, now),
    'processes, open of all': () => listProcesses(database, all, { status: 'open', limit: LIMIT }, now),
    'processes, late of a Caf': (index) => listProcesses(database, caf(index), { late: true, limit: LIMIT }, now),
    'processes, waiting for the partner': (index) =>
      listProcesses(database, caf(index), { waitingFor: 'PARTENAIRE', limit: LIMIT }, now),
    'tasks, open of a Caf': (index) => listTasks(database, caf(index), { state: 'OUVERTE', limit: LIMIT }, now),
    'tasks, 10,000 of one Caf, with their number': () =>
      Promise.all(
        [listTasks, countTasks].map((ask) => ask(database, { caf: CROWDED }, { state: 'OUVERTE', limit: LIMIT }, now)),
      ),
  };
}

/** Partners, ten accounts each, one open process each and a task for every fifth, made by SQL in a few statements. */
async function generate(ownerUrl: string, count: number): Promise<void> {
  const sirets = Array.from({ length: count }, (_, index) => inventedSiret(index));
  await withClient(ownerUrl, async (client) => {
    await client.query('SET synchronous_commit = off');
    await client.query(
      `INSERT INTO partner (id, caf, siret, siren, raison_sociale, search_text, address, email, phone, departments, created_at, updated_at)
       SELECT 'partner-' || n, lpad((1 + n % $2::int)::text, 2, '0'), siret, left(siret, 9),
         kind || ' ' || tree || ' ' || n, lower(kind || ' ' || tree) || ' ' || n, n || ' rue des Essais', 'contact@p' || n || '.example', '+33148000001',
         ARRAY[lpad((1 + n % $2::int)::text, 2, '0')], now() - n * interval '1 minute', now()
       FROM (SELECT siret, (ordinality - 1)::int AS n,
           (ARRAY['ESAT','CCAS','Association','SAAD'])[1 + (ordinality % 4)::int] AS kind,
           (ARRAY['Tilleuls','Peupliers','Acacias','Marronniers','Saules','Bouleaux','Frenes','Cypres'])[1 + (ordinality % 8)::int] AS tree
         FROM unnest($1::text[]) WITH ORDINALITY AS u(siret, ordinality)) p`,
      [sirets, cafsOf(count)],
    );
    await client.query(
      `INSERT INTO process (id, type, business_key, caf, partner_id, label, state, since, waiting_on, waiting_for, due_at, flags, facts, link_ref, created_by, created_at, workflow_started_at)
       SELECT 'process-' || id, 'esatOnboarding', siret, caf, id, raison_sociale || ' – Esat', 'ELIGIBILITE_A_VERIFIER', created_at,
         CASE WHEN n % 5 = 0 THEN 'CAF' ELSE 'PARTENAIRE' END, '{"who":"PARTENAIRE","what":"formulaire","until":null,"then":"relance"}',
         now() + (n % 40 - 2) * interval '1 day', '{}', '{"esat":{"useCase":1}}', 'lien' || id, 'bench', created_at, created_at
       FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM partner) p`,
    );
    await client.query(
      `INSERT INTO task (id, kind, process_id, caf, role, reason, due, state, created_at)
       SELECT 'task-' || id, 'VERIFIER_ELIGIBILITE', id, caf, 'agent', 'Le formulaire est rempli.', due_at, 'OUVERTE', created_at FROM process WHERE waiting_on = 'CAF'`,
    );
    await client.query(
      `INSERT INTO task (id, kind, process_id, subject, caf, role, reason, due, state, created_at)
       SELECT 'crowd-' || n, 'VERIFIER_ELIGIBILITE', 'process-partner-0', n, $1, 'agent', 'Le formulaire est rempli.', now() + n * interval '1 minute', 'OUVERTE', now()
       FROM generate_series(1, 10000) n`,
      [CROWDED],
    );
    await client.query(
      `INSERT INTO app_user (id, login, email, first_name, last_name, roles, caf, partner_id, state, created_at)
       SELECT id || '-' || k, 'mcp-' || id || '-' || k, 'u' || k || '@' || id || '.example', 'Prénom', 'Nom', '{}', NULL, id, 'ACTIF', now()
       FROM partner, generate_series(1, 10) k`,
    );
    await client.query('VACUUM ANALYZE');
  });
}
