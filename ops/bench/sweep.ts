import { openDatabase } from '../../adapters/store/prisma.ts';
import { remindYearly } from '../../adapters/store/reminders/yearly.ts';
import { yearlyLimits } from '../../domain/obligation/yearly.ts';
import { DAY_MS } from '../../domain/policy/durations.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { round } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';

const PEOPLE_PER_PARTNER = 50;
const SETTINGS = { policy: DEFAULT_POLICY, mailboxOf: (caf: string) => `agent@caf${caf}.example` };

export interface SweepFigures {
  rows: number;
  due: number;
  mails: number;
  batches: number;
  seconds: number;
  slowestBatchMs: number;
  /** the sweep of the same instant once more: nobody is left */
  againMs: number;
}

/** The yearly sweep (REM-7) of one day over `rows` people and services, whose last uses are spread over 400 days and were swept until yesterday. */
export async function benchSweep(machine: Machine, rows: number): Promise<SweepFigures> {
  const at = (url: string) => url.replace(/[^/]+$/, 'bench_sweep');
  const now = new Date();
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), 'bench_sweep', EMPTY_DATABASE);
  const due = await generate(at(machine.ownerUrl), rows, now);
  const database = openDatabase(at(machine.databaseUrl), 4, { prepared: true });
  try {
    const times: number[] = [];
    for (let more = true; more; ) {
      const begun = performance.now();
      more = await remindYearly(database, SETTINGS, now);
      times.push(performance.now() - begun);
    }
    return {
      rows,
      due,
      mails: await database.mail.count({ where: { template: 'MAIL-35' } }),
      batches: times.length - 1,
      seconds: round(times.reduce((sum, ms) => sum + ms, 0) / 1_000),
      slowestBatchMs: round(Math.max(...times)),
      againMs: round(times.at(-1) ?? 0),
    };
  } finally {
    await database.$disconnect();
  }
}

/** Partners, people, one administrateur each, and their uses; answers how many have reached a new reminder since yesterday. */
async function generate(ownerUrl: string, rows: number, now: Date): Promise<number> {
  const partners = Math.ceil(rows / PEOPLE_PER_PARTNER);
  const sirets = Array.from({ length: partners }, (_, index) => inventedSiret(index));
  const yesterday = yearlyLimits(DEFAULT_POLICY, new Date(now.getTime() - DAY_MS));
  return withClient(ownerUrl, async (client) => {
    await client.query('SET synchronous_commit = off');
    await client.query(
      `INSERT INTO partner (id, caf, siret, siren, raison_sociale, search_text, address, email, phone, departments, created_at, updated_at)
       SELECT 'p' || n, '93', siret, left(siret, 9), 'Partenaire ' || n, 'partenaire ' || n, 'rue', 'contact@p' || n || '.example', '+33148000001', '{93}', now(), now()
       FROM unnest($1::text[]) WITH ORDINALITY AS u(siret, n)`,
      [sirets],
    );
    await client.query(
      `INSERT INTO app_user (id, login, email, first_name, last_name, search_text, roles, partner_id, administrateur_since, state, created_at)
       SELECT 'u' || n, 'mcp' || lpad(n::text, 8, '0'), 'u' || n || '@p.example', 'Prénom' || n, 'Nom' || n, '', '{}', 'p' || 1 + n % $2::int,
         CASE WHEN n <= $2::int THEN now() END, 'ACTIF', now() FROM generate_series(1, $1::int) n`,
      [rows, partners],
    );
    await client.query(
      `INSERT INTO service_use (user_id, service, partner_id, since, reference_at, reminders)
       SELECT id, 'CDAP', partner_id, since, since, (SELECT count(*) FROM unnest($2::timestamptz[]) AS y(reached) WHERE since <= reached)
       FROM (SELECT id, partner_id, $1::timestamptz - random() * interval '400 days' AS since FROM app_user) u`,
      [now, yesterday],
    );
    await client.query('ANALYZE');
    const { rows: found } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM service_use u WHERE reminders < (SELECT count(*) FROM unnest($1::timestamptz[]) AS t(reached) WHERE u.reference_at <= reached)`,
      [yearlyLimits(DEFAULT_POLICY, now)],
    );
    return found[0]?.n ?? 0;
  });
}
