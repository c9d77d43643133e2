import { type Client, Connection, Client as TemporalClient, WorkflowNotFoundError } from '@temporalio/client';
import { QUEUES } from '../../domain/process/queues.ts';
import { pause } from '../pids.ts';
import { withClient } from '../postgres.ts';
import { percentile, round } from './figures.ts';
import { signedSignal, signUpdate } from './job.ts';
import type { Machine } from './machine.ts';

/** The queue of a worker without anything of ours: no encryption, the engine's own slots. */
export const TIGHT_QUEUE = 'bench-tight';

/** Rows of the job, which the bench's own workers write. */
export const JOB_TABLES = `
  CREATE TABLE bench_job (id int PRIMARY KEY, state text NOT NULL);
  CREATE TABLE bench_job_mail (job int PRIMARY KEY, body text NOT NULL);
  CREATE TABLE bench_job_audit (id bigserial PRIMARY KEY, job int NOT NULL, what text NOT NULL);
  GRANT SELECT, INSERT, UPDATE ON bench_job, bench_job_mail, bench_job_audit TO passerelle_app;
  GRANT USAGE ON SEQUENCE bench_job_audit_id_seq TO passerelle_app;`;

const AT_ONCE = 100;
const WARM = 100;
const ROUNDS = 3;
const ALONE = 50;
/** As the peers' driver looks: often where one is alone. */
const LOOK_MS = 10;
const LOOK_ALONE_MS = 3;
const ASK_AGAIN_MS = 60_000;

export interface PeersFigures {
  jobs: number;
  /** per second, the median of the rounds, and of one alone from its start to its last row */
  perSecond: number;
  tightPerSecond: number;
  ratio: number;
  aloneP50Ms: number;
  tightAloneP50Ms: number;
}

interface Way {
  start(job: number): Promise<unknown>;
  sign(job: number): Promise<unknown>;
}

/**
 * P8: start, three steps with a row each, wait for a signature, one step more; `jobs` of them, 100 at once, on the product's own policies and, by turns
 * on the same servers, as tight as the engine allows. Whoever signs sees the mail first, as people do.
 */
export async function benchPeers(machine: Machine, jobs: number): Promise<PeersFigures> {
  await withClient(machine.ownerUrl, (client) => client.query(JOB_TABLES));
  const connection = await Connection.connect({ address: machine.environment.TEMPORAL_ADDRESS ?? '' });
  const plain = new TemporalClient({ connection });
  const own = way(machine.client, 'job', QUEUES.people, async (client, id) => {
    try {
      await client.workflow.getHandle(id).executeUpdate(signUpdate);
    } catch (fault) {
      // asked again on a busy machine, once the process was over: its row tells what became of it
      if (!(fault instanceof WorkflowNotFoundError)) throw fault;
    }
  });
  const tight = way(plain, 'jobTight', TIGHT_QUEUE, (client, id) => client.workflow.getHandle(id).signal(signedSignal));
  let next = 1;
  const run = async (one: Way, count: number, atOnce: number, lookMs: number) => {
    const first = next;
    next += count;
    return loop(machine, one, { first, count, atOnce, lookMs });
  };
  try {
    for (const one of [own, tight]) await run(one, WARM, AT_ONCE, LOOK_MS);
    const rates = new Map<Way, number[]>([
      [own, []],
      [tight, []],
    ]);
    const alone = new Map<Way, number[]>([
      [own, []],
      [tight, []],
    ]);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [one, rate] of rates)
        rate.push((jobs / ROUNDS / (await run(one, Math.ceil(jobs / ROUNDS), AT_ONCE, LOOK_MS)).wallMs) * 1_000);
    for (let nth = 0; nth < ALONE; nth += 1)
      for (const [one, times] of alone) times.push(...(await run(one, 1, 1, LOOK_ALONE_MS)).each);
    const median = (values: Map<Way, number[]>, one: Way) => percentile(values.get(one) ?? [], 50);
    return {
      jobs,
      perSecond: round(median(rates, own)),
      tightPerSecond: round(median(rates, tight)),
      ratio: round(median(rates, own) / median(rates, tight), 2),
      aloneP50Ms: round(median(alone, own)),
      tightAloneP50Ms: round(median(alone, tight)),
    };
  } finally {
    await connection.close();
  }
}

function way(
  client: Client,
  type: 'job' | 'jobTight',
  taskQueue: string,
  sign: (client: Client, id: string) => Promise<unknown>,
): Way {
  const idOf = (nth: number) => `${type}-${nth}`;
  return {
    start: (nth) => client.workflow.start(type, { taskQueue, workflowId: idOf(nth), args: [nth] }),
    sign: (nth) => sign(client, idOf(nth)),
  };
}

/** A closed loop: as many under way as may be; each is signed once its mail is there, and done once its row says so. */
async function loop(
  { database }: Machine,
  one: Way,
  { first, count, atOnce, lookMs }: { first: number; count: number; atOnce: number; lookMs: number },
): Promise<{ wallMs: number; each: number[] }> {
  const begunAt = new Map<number, number>();
  const mailed = new Set<number>();
  const inForce = new Set<number>();
  const each: number[] = [];
  const faults: unknown[] = [];
  const start = performance.now();
  let next = first;
  while (each.length < count) {
    if (faults.length > 0) throw faults[0];
    if (performance.now() - start > ASK_AGAIN_MS + count * 1_000) throw new Error('The job does not come to its end');
    while (next < first + count && begunAt.size - each.length < atOnce) {
      const nth = next++;
      begunAt.set(nth, performance.now());
      mailed.add(nth);
      one.start(nth).catch((fault) => faults.push(fault));
    }
    const [asked, ended] = await Promise.all([
      database.$queryRaw<{ job: number }[]>`SELECT job FROM bench_job_mail WHERE job = ANY(${[...mailed]})`,
      database.$queryRaw<
        { id: number }[]
      >`SELECT id FROM bench_job WHERE id = ANY(${[...inForce]}) AND state = 'active'`,
    ]);
    for (const { id } of ended) if (inForce.delete(id)) each.push(performance.now() - (begunAt.get(id) ?? 0));
    for (const { job } of asked) {
      mailed.delete(job);
      inForce.add(job);
      one.sign(job).catch((fault) => faults.push(fault));
    }
    await pause(lookMs);
  }
  return { wallMs: performance.now() - start, each };
}
