import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../adapters/store/prisma.ts';
import { openTemporal } from '../../adapters/temporal/temporal.ts';
import { type DevMailbox, startDevMailbox } from '../../ops/devMailbox.ts';
import { removeAfterUs } from '../../ops/guard.ts';
import { migrate } from '../../ops/migrate.ts';
import { freePort, onFreePort } from '../../ops/pids.ts';
import { ensureDatabase, startPostgres } from '../../ops/postgres.ts';
import { startTemporal } from '../../ops/temporalServer.ts';
import { outsideTheYear } from '../outsideTheYear.ts';
import { openTestDatabase } from '../stack.ts';
import { startTemporalOnPostgres } from './temporalOnPostgres.ts';
import { openWire, type Wire } from './wire.ts';

const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

export const PARTS = ['worker', 'api', 'postgres', 'temporal', 'smtp'] as const;
export type Part = (typeof PARTS)[number];

/** Worker, API, PostgreSQL and Temporal as they are run, to be killed with `kill -9` and started again; the mailbox is closed and opened. */
export interface Victims {
  database: Database;
  client: Awaited<ReturnType<typeof openTemporal>>;
  mailbox: DevMailbox;
  apiUrl: string;
  /** of each API, where there are several */
  apiUrls: readonly string[];
  keys: { id: string; key: Buffer }[];
  /** kills one of worker, API and PostgreSQL by turns, and starts it again: the nth time */
  kill(nth: number): Promise<void>;
  /** kills this part, and starts it again: the nth of several; of the mailbox the connections are cut */
  strike(part: Part, nth?: number): Promise<void>;
  /** one more worker beside that one, with these variables; it is never started again */
  startWorker(env: Record<string, string>): ChildProcess;
  /** between the worker and Temporal */
  wire: Wire;
  /** ends with SIGKILL whoever knows of an Update: worker, API and Temporal, which keeps in memory alone what it has not recorded */
  killWhoKnows(): Promise<void>;
  stop(): Promise<void>;
}

/** From the end of a program to its next start. */
const AGAIN_MS = 500;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** How many of each there are, and what Temporal stands on: the development server's file, or this PostgreSQL, as in docker-compose.yml. */
export interface Fleet {
  workers?: number;
  apis?: number;
  temporal?: 'file' | 'postgres';
}

/** `env`: what these are started with beside what every start has, delays of the policy above all. */
export async function startVictims(
  env: Record<string, string> = {},
  { workers: workerCount = 1, apis: apiCount = 1, temporal: kind = 'file' }: Fleet = {},
): Promise<Victims> {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-chaos-'));
  removeAfterUs(folder);
  chmodSync(folder, 0o755);
  const keys = [{ id: 'k', key: randomBytes(32) }];
  const startFacts = (port: number) =>
    startPostgres({
      folder: path.join(folder, 'postgres'),
      port,
      passwords: { owner: 'owner', app: 'app', purge: 'purge' },
      durable: true,
    }).then((server) => ({ ...server, port }));
  let postgres = await onFreePort(startFacts);
  await ensureDatabase(postgres.url('postgres', 'owner'), 'chaos');
  await migrate(postgres.url('chaos', 'owner'));
  let temporal =
    kind === 'postgres'
      ? await startTemporalOnPostgres({ ownerUrl: postgres.url('postgres', 'owner'), folder })
      : await onFreePort((port) => startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port, folder }));
  const wire = await openWire(temporal.address);
  const mails = path.join(folder, 'mails.jsonl');
  let mailbox = await startDevMailbox({ port: 0, file: mails });
  const { smtpUrl } = mailbox;
  const apiPorts: number[] = [];
  while (apiPorts.length < apiCount) apiPorts.push(await freePort());
  const more: ChildProcess[] = [];
  const startChild = (script: string, its: Record<string, string> = {}): ChildProcess =>
    fork(path.join(ROOT, script), [], {
      cwd: ROOT,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: postgres.url('chaos'),
        TEMPORAL_ADDRESS: script === 'worker.ts' ? wire.address : temporal.address,
        SMTP_URL: smtpUrl,
        ENCRYPTION_KEYS: `k:${keys[0]?.key.toString('base64')}`,
        DATA_DIR: folder,
        ...outsideTheYear(),
        POLICY_COMMAND_TTL: '1h',
        LOG_LEVEL: 'silent',
        ...env,
        ...its,
      },
    });
  const database = openTestDatabase(postgres.url('chaos'), 8);
  const client = await openTemporal({ address: temporal.address, namespace: 'default' }, keys);
  const workers = Array.from({ length: workerCount }, () => kept(() => startChild('worker.ts')));
  const apis = apiPorts.map((port) => kept(() => startChild('server.ts', { PORT: String(port) })));
  const again = async (one: Kept | undefined) => {
    one?.end();
    await pause(100);
    one?.begin();
  };
  const strikes: Record<Part, (nth: number) => Promise<void>> = {
    worker: (nth) => again(workers[nth]),
    api: (nth) => again(apis[nth]),
    async postgres() {
      const pid = readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
      process.kill(Number(pid), 'SIGKILL');
      await pause(300);
      postgres = await startFacts(postgres.port);
    },
    async temporal() {
      const gone = once(temporal.process, 'exit');
      temporal.process.kill('SIGKILL');
      await gone;
      temporal = await temporal.restart();
    },
    async smtp() {
      await mailbox.close();
      mailbox = await startDevMailbox({ port: Number(new URL(smtpUrl).port), file: mails });
    },
  };
  const apiUrls = apiPorts.map((port) => `http://127.0.0.1:${port}`);
  return {
    database,
    client,
    get mailbox() {
      return mailbox;
    },
    apiUrl: apiUrls[0] ?? '',
    apiUrls,
    keys,
    wire,
    startWorker(its) {
      const child = startChild('worker.ts', its);
      more.push(child);
      return child;
    },
    async killWhoKnows() {
      for (const one of [...workers, ...apis]) one.end();
      const gone = once(temporal.process, 'exit');
      temporal.process.kill('SIGKILL');
      await gone;
      wire.mend();
      temporal = await temporal.restart();
      for (const one of [...workers, ...apis]) one.begin();
    },
    async kill(nth) {
      await strikes[(['worker', 'api', 'postgres'] as const)[nth % 3] ?? 'worker'](0);
    },
    strike: (part, nth = 0) => strikes[part](nth),
    async stop() {
      for (const child of more) child.kill('SIGKILL');
      for (const one of [...workers, ...apis]) one.end();
      await database.$disconnect();
      await client.connection.close();
      await mailbox.close();
      await wire.close();
      await temporal.stop();
      await postgres.stop();
      postgres.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Kept {
  begin(): void;
  end(): void;
}

/**
 * A program that is started again when it ends by itself, as every deployment does: one that begins while the database or Temporal is away says
 * so and ends. `end` kills it, and it stays away until `begin`.
 */
function kept(start: () => ChildProcess): Kept {
  let running: ChildProcess | null = null;
  const begin = () => {
    const child = start();
    running = child;
    child.once('exit', () => setTimeout(() => running === child && begin(), AGAIN_MS));
  };
  begin();
  return {
    begin,
    end() {
      running?.kill('SIGKILL');
      running = null;
    },
  };
}

/** What was interrupted is tried again after ever longer pauses; on a busy machine the last of them take minutes. */
export const LEFT_MS = 600_000;

/** Waits until every mail has left. */
export async function mailsLeft(database: Database): Promise<void> {
  for (const end = Date.now() + LEFT_MS; Date.now() < end; await pause(200))
    if ((await database.mail.count({ where: { state: { in: ['A_ENVOYER', 'EN_COURS'] } } })) === 0) break;
}

/** Runs `then` while nobody can insert into this table: whoever wants to stands still, in the middle of a transaction where there is one. */
export async function whileClosed(database: Database, table: string, then: () => Promise<void>): Promise<void> {
  await database.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
      await then();
    },
    { timeout: LEFT_MS },
  );
}

/** Who stands behind a lock with a statement like this. */
export async function standingStill(database: Database, statement: string): Promise<number[]> {
  const rows = await database.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE ${statement}`;
  return rows.map(({ pid }) => pid);
}

/** Ends what was sent by somebody who is dead, or PostgreSQL would still carry it out. */
export async function forget(database: Database, pids: readonly number[]): Promise<void> {
  await database.$queryRaw`SELECT pg_terminate_backend(pid) FROM unnest(${[...pids]}::int[]) AS pid`;
}

/** How often each message came, by its Message-ID. */
export function arrivals(mailbox: DevMailbox): Map<string, number> {
  const arrived = new Map<string, number>();
  for (const { messageId } of mailbox.items()) arrived.set(messageId, (arrived.get(messageId) ?? 0) + 1);
  return arrived;
}

/**
 * Mails that break the promise of R2, a line each. A mail came once; a second, identical one only where the row says there was a doubt. Whose sender
 * is killed twice while the same mail leaves has two doubts: it does not go a third time by itself, and a person decides.
 */
export async function brokenPromises({ database, mailbox }: Victims): Promise<string[]> {
  const arrived = arrivals(mailbox);
  const mails = await database.mail.findMany();
  return mails.flatMap(({ template, state, messageId, doubt }) => {
    const times = arrived.get(messageId) ?? 0;
    const kept = state === 'PRIS' ? times >= 1 && times <= (doubt ? 2 : 1) : state === 'DOUTE' && doubt && times <= 2;
    return kept ? [] : [`${template} ${state}${doubt ? ', in doubt' : ''}: came ${times} times`];
  });
}
