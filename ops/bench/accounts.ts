import type { Database } from '../../adapters/store/prisma.ts';
import { pause } from '../pids.ts';
import { withClient } from '../postgres.ts';
import { mb, round, timed } from './figures.ts';
import type { Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';

/** P6: the first reading; both are of a worker that has worked. */
const FEW = 100;
const WARMED = 1_000;
const IN_FLIGHT = 50;
const PER_PARTNER = 100;
/** Far from the seeds of the other parts. */
const FIRST_SEED = 500_000;
const SHARE = 500;
const POLL_MS = 100;

export interface AccountFigures {
  waiting: number;
  seconds: number;
  perSecond: number;
  rssMb: { few: number; all: number; growth: number };
}

/** P6 for people: the worker's memory while `count` accounts wait for their first login, against that with 100. */
export async function benchAccounts(
  machine: Machine,
  count: number,
  progress: (done: number) => void,
): Promise<AccountFigures> {
  await generate(machine.ownerUrl, count);
  await follow(machine, 'active', [0, WARMED], () => {});
  await follow(machine, 'waiting', [0, FEW], () => {});
  const few = await machine.idleWorker();
  const begun = performance.now();
  await follow(machine, 'waiting', [FEW, count], progress);
  const wallMs = performance.now() - begun;
  await allWait(machine.database, count);
  const all = await machine.idleWorker();
  return {
    waiting: count,
    seconds: round(wallMs / 1_000),
    perSecond: round((count - FEW) / (wallMs / 1_000)),
    rssMb: { few: mb(few.rssBytes), all: mb(all.rssBytes), growth: mb(all.rssBytes - few.rssBytes) },
  };
}

/** Starts processes of a kind, some hundreds at a time, and waits until each has looked once. */
async function follow(
  { database, gateway }: Machine,
  kind: 'active' | 'waiting',
  [from, to]: readonly [number, number],
  progress: (done: number) => void,
): Promise<void> {
  for (let done = from; done < to; ) {
    const share = Math.min(SHARE, to - done);
    await timed(share, IN_FLIGHT, (index) =>
      gateway.start({ type: 'userOnboarding', processId: `user-onboarding-${kind}-${done + index + 1}` }),
    );
    done += share;
    const looked = { id: { startsWith: `user-onboarding-${kind}-` }, workflowStartedAt: { not: null } };
    while ((await database.process.count({ where: looked })) < done) await pause(POLL_MS);
    progress(done);
  }
}

/** An independent count: every row says that it waits. */
async function allWait(database: Database, count: number): Promise<void> {
  const found = await database.process.count({
    where: { type: 'userOnboarding', state: 'ATTENTE_PREMIERE_CONNEXION', closedAt: null },
  });
  if (found !== count) throw new Error(`${found} accounts wait instead of ${count}`);
}

/** Partners and their people: some who have a password of their own, the others with a temporary one whose mail was taken just now. */
async function generate(ownerUrl: string, count: number): Promise<void> {
  const sirets = Array.from({ length: Math.ceil((WARMED + count) / PER_PARTNER) }, (_, index) =>
    inventedSiret(FIRST_SEED + index),
  );
  await withClient(ownerUrl, async (client) => {
    await client.query('SET synchronous_commit = off');
    await client.query(
      `INSERT INTO partner (id, caf, siret, siren, raison_sociale, search_text, address, email, phone, departments, created_at, updated_at)
       SELECT 'accounts-' || n - 1, '93', siret, left(siret, 9), 'Partenaire ' || n, 'partenaire ' || n, 'rue', 'contact@p' || n || '.example', '+33148000001', '{93}', now(), now()
       FROM unnest($1::text[]) WITH ORDINALITY AS u(siret, n)`,
      [sirets],
    );
    for (const [kind, people] of [
      ['active', WARMED],
      ['waiting', count],
    ] as const) {
      const parameters = [kind, people, sirets.length];
      await client.query(
        `INSERT INTO app_user (id, login, email, first_name, last_name, search_text, roles, partner_id, password_hash, state, created_at)
         SELECT $1 || '-' || n, 'mcp' || $1 || n, $1 || n || '@p.example', 'Prénom', 'Nom', '', '{}', 'accounts-' || n % $3::int,
           CASE WHEN $1 = 'active' THEN 'x' END, CASE WHEN $1 = 'active' THEN 'ACTIF' ELSE 'CREE' END, now() FROM generate_series(1, $2::int) n`,
        parameters,
      );
      await client.query(
        `INSERT INTO process (id, type, business_key, caf, partner_id, label, state, since, waiting_on, flags, facts, version, link_ref, link_version, created_by, created_at)
         SELECT 'user-onboarding-' || $1 || '-' || n, 'userOnboarding', $1 || '-' || n, '93', 'accounts-' || n % $3::int, 'Compte', 'CREE', now(), 'SYSTEME', '{}',
           jsonb_build_object('userId', $1 || '-' || n, 'reminded', null, 'reported', false), 1, md5($1 || n), 1, 'bench', now() FROM generate_series(1, $2::int) n`,
        parameters,
      );
    }
    await client.query(
      `INSERT INTO temporary_secret (id, user_id, usage, hash, created_at, expires_at)
       SELECT 's' || n, 'waiting-' || n, 'INITIAL', 'x', now(), now() + interval '24 hours' FROM generate_series(1, $1::int) n`,
      [count],
    );
    await client.query('VACUUM ANALYZE');
  });
}
