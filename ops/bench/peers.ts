import { Connection, Client as TemporalClient, WorkflowNotFoundError } from '@temporalio/client';
import type pg from 'pg';
import { QUEUES } from '../../domain/process/queues.ts';
import { pause } from '../pids.ts';
import { withClient } from '../postgres.ts';
import { percentile, round } from './figures.ts';
import { signedSignal, signUpdate } from './job.ts';
import type { Machine } from './machine.ts';

/** The queue of a worker without anything of ours: no encryption, a slot for each that is under way. */
export const TIGHT_QUEUE = 'bench-tight';

/** Rows of the job, which the bench's own workers write. */
export const JOB_TABLES = `
  CREATE TABLE bench_job (id int PRIMARY KEY, state text NOT NULL);
  CREATE TABLE bench_job_mail (job int PRIMARY KEY, body text NOT NULL);
  CREATE TABLE bench_job_audit (id bigserial PRIMARY KEY, job int NOT NULL, what text NOT NULL);
  GRANT SELECT, INSERT, UPDATE ON bench_job, bench_job_mail, bench_job_audit TO passerelle_app;
  GRANT USAGE ON SEQUENCE bench_job_audit_id_seq TO passerelle_app;`;

const AT_ONCE = 100;
/** A machine that compiles what it runs often has done so by then. */
const WARM = 300;
const ROUNDS = 3;
const ALONE = 50;
/** Often where one is alone. */
const LOOK_MS = 10;
const LOOK_ALONE_MS = 3;
/** What one still does after its last row is not the next one's. */
const BETWEEN_MS = 1_000;
const ASK_AGAIN_MS = 60_000;
/** An engine may tell of its mail before it can be signed. */
const SIGN_AGAIN_MS = 3;
const SIGN_AGAIN = 1_000;

/** Another engine that does the same job behind `GET /start?i=` and `GET /signal?i=`, and writes `mail (i)` and `dossier (i, state)` in its database. */
export interface Peer {
  name: string;
  url: string;
  databaseUrl: string;
}

export interface PeersFigures {
  jobs: number;
  ways: {
    name: string;
    /** the median of the rounds */
    perSecond: number;
    /** as many times as tight, same run */
    toTight: number;
    /** from its start to its last row */
    aloneP50Ms: number;
  }[];
}

interface Way {
  name: string;
  databaseUrl: string;
  /** of the numbers in $1 those that wait for a signature, of those in $2 those in force: `job`, `inForce` */
  look: string;
  start(job: number): Promise<unknown>;
  sign(job: number): Promise<unknown>;
}

/**
 * P8: start, three steps with a row each, wait for a signature, one step more; `jobs` of them, 100 at once, on the product's own policies, as tight as the
 * engine allows, and on each of `peers`, by turns, so that what else the machine does falls on all. Whoever signs sees the mail first, as people do.
 */
export async function benchPeers(machine: Machine, jobs: number, peers: readonly Peer[]): Promise<PeersFigures> {
  await withClient(machine.ownerUrl, (client) => client.query(JOB_TABLES));
  const connection = await Connection.connect({ address: machine.environment.TEMPORAL_ADDRESS ?? '' });
  const ways = [ownWay(machine), tightWay(machine, new TemporalClient({ connection })), ...peers.map(peerWay)];
  const all = ways.map((way) => ({ way, rates: [] as number[], alone: [] as number[] }));
  const each = Math.ceil(jobs / ROUNDS);
  let next = 1;
  const run = async (way: Way, count: number, atOnce: number, lookMs: number) => {
    const first = next;
    next += count;
    return withClient(way.databaseUrl, (client) => loop(client, way, { first, count, atOnce, lookMs }));
  };
  try {
    for (const { way } of all) await run(way, WARM, AT_ONCE, LOOK_MS);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { way, rates } of all) {
        await pause(BETWEEN_MS);
        rates.push((each / (await run(way, each, AT_ONCE, LOOK_MS)).wallMs) * 1_000);
      }
    await pause(BETWEEN_MS);
    for (let nth = 0; nth < ALONE; nth += 1)
      for (const { way, alone } of all) alone.push(...(await run(way, 1, 1, LOOK_ALONE_MS)).each);
  } finally {
    await connection.close();
  }
  const tight = percentile(all[1]?.rates ?? [], 50);
  return {
    jobs,
    ways: all.map(({ way, rates, alone }) => ({
      name: way.name,
      perSecond: round(percentile(rates, 50)),
      toTight: round(percentile(rates, 50) / tight, 2),
      aloneP50Ms: round(percentile(alone, 50)),
    })),
  };
}

const OUR_ROWS = `SELECT job, false AS "inForce" FROM bench_job_mail WHERE job = ANY($1)
  UNION ALL SELECT id, true FROM bench_job WHERE id = ANY($2) AND state = 'active'`;
const PEERS_ROWS = `SELECT i::int AS job, false AS "inForce" FROM mail WHERE i = ANY($1)
  UNION ALL SELECT i::int, true FROM dossier WHERE i = ANY($2) AND state = 'active'`;

function ownWay({ client, ownerUrl }: Machine): Way {
  return {
    ...{ name: 'Passerelle', databaseUrl: ownerUrl, look: OUR_ROWS },
    start: (job) => client.workflow.start('job', { taskQueue: QUEUES.people, workflowId: `job-${job}`, args: [job] }),
    async sign(job) {
      try {
        await client.workflow.getHandle(`job-${job}`).executeUpdate(signUpdate);
      } catch (fault) {
        // asked again on a busy machine, once the process was over: its row tells what became of it
        if (!(fault instanceof WorkflowNotFoundError)) throw fault;
      }
    },
  };
}

function tightWay({ ownerUrl }: Machine, client: TemporalClient): Way {
  return {
    ...{ name: 'Temporal, tight', databaseUrl: ownerUrl, look: OUR_ROWS },
    start: (job) =>
      client.workflow.start('jobTight', { taskQueue: TIGHT_QUEUE, workflowId: `tight-${job}`, args: [job] }),
    sign: (job) => client.workflow.getHandle(`tight-${job}`).signal(signedSignal),
  };
}

function peerWay({ name, url, databaseUrl }: Peer): Way {
  const ask = async (path: string, job: number) => {
    const answer = await fetch(`${url}/${path}?i=${job}`);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}, ${path}: ${answer.status} ${text}`);
  };
  return {
    ...{ name, databaseUrl, look: PEERS_ROWS },
    start: (job) => ask('start', job),
    async sign(job) {
      for (let left = SIGN_AGAIN; ; left -= 1) {
        try {
          return await ask('signal', job);
        } catch (fault) {
          if (left === 0) throw fault;
          await pause(SIGN_AGAIN_MS);
        }
      }
    },
  };
}

/** A closed loop: as many under way as may be; each is signed once its mail is there, and done once its row says so. */
async function loop(
  client: pg.Client,
  way: Way,
  { first, count, atOnce, lookMs }: { first: number; count: number; atOnce: number; lookMs: number },
): Promise<{ wallMs: number; each: number[] }> {
  const begunAt = new Map<number, number>();
  const begun = new Set<number>();
  const signed = new Set<number>();
  const each: number[] = [];
  const faults: unknown[] = [];
  const start = performance.now();
  let next = first;
  while (each.length < count) {
    if (faults.length > 0) throw faults[0];
    if (performance.now() - start > ASK_AGAIN_MS + count * 1_000) throw new Error(`${way.name}: the job does not end`);
    while (next < first + count && begunAt.size - each.length < atOnce) {
      const nth = next++;
      begunAt.set(nth, performance.now());
      begun.add(nth);
      way.start(nth).catch((fault) => faults.push(fault));
    }
    const { rows } = await client.query<{ job: number; inForce: boolean }>({
      ...{ name: 'look', text: way.look, values: [[...begun], [...signed]] },
    });
    for (const { job, inForce } of rows)
      if (inForce) {
        signed.delete(job);
        each.push(performance.now() - (begunAt.get(job) ?? 0));
      } else {
        begun.delete(job);
        signed.add(job);
        way.sign(job).catch((fault) => faults.push(fault));
      }
    await pause(lookMs);
  }
  return { wallMs: performance.now() - start, each };
}
