import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { type Database, openDatabase } from '../../adapters/store/prisma.ts';
import {
  openTemporal,
  type ProcessGateway,
  processGateway,
  WORKER_CONNECTIONS,
} from '../../adapters/temporal/temporal.ts';
import { createCommands } from '../../api/commands.ts';
import type { Commands } from '../../api/deps.ts';
import { loadConfig } from '../../config.ts';
import { MEMORY, WORKER_FLAGS } from '../children.ts';
import { removeAfterUs } from '../guard.ts';
import { migrate } from '../migrate.ts';
import { freePort, onFreePort, pause } from '../pids.ts';
import { ensureDatabase, startPostgres, withClient } from '../postgres.ts';
import { startTemporal, stopChild } from '../temporalServer.ts';
import type { WorkerFigures } from './worker.ts';

const WORKFLOWS = fileURLToPath(new URL('./workflows.ts', import.meta.url));
const DATABASE = 'passerelle_bench';
/** Migrated and empty, to copy from. */
export const EMPTY_DATABASE = 'bench_empty';

/** V8 gives its garbage back 8 s after the last work. */
const IDLE_MS = 20_000;

/** What a bench stands on: both servers with their files on disk, durable, and one worker in a process of its own. */
export interface Machine {
  database: Database;
  /** as a worker opens it: a campaign inserts its dossiers on such a pool */
  launching: Database;
  databaseUrl: string;
  ownerUrl: string;
  client: Awaited<ReturnType<typeof openTemporal>>;
  gateway: ProcessGateway;
  commands: Commands;
  /** environment of `worker.ts` and `server.ts` on these servers */
  environment: NodeJS.ProcessEnv;
  /** the worker once it has been idle for a while: what its waiting processes hold (P6) */
  idleWorker(): Promise<WorkerFigures>;
  /** CPU in ms so far, by part; zeros where /proc does not exist */
  cpu(): Promise<Record<'temporal' | 'postgres' | 'worker' | 'driver', number>>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL, Temporal (file-backed, write-ahead log) and the worker in a folder that is removed at the end. */
export async function startMachine(): Promise<Machine> {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-bench-'));
  removeAfterUs(folder);
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
  const port = await freePort();
  const [postgres, temporal, bundle] = await Promise.all([
    onFreePort((at) =>
      startPostgres({
        folder: path.join(folder, 'postgres'),
        port: at,
        passwords: { owner: 'bench-owner', app: 'bench-app', purge: 'bench-purge' },
        durable: true,
      }),
    ),
    onFreePort((at) => startTemporal({ binary: process.env.TEMPORAL_BINARY || 'temporal', port: at, folder })),
    bundleWorkflowCode({
      workflowsPath: WORKFLOWS,
      preloadModules: [WORKFLOWS], // as the product's (ops/bundle.ts)
      failureConverterPath: fileURLToPath(new URL('../../adapters/temporal/failureConverter.ts', import.meta.url)),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
    }),
  ]);
  process.once('exit', () => temporal.process.kill('SIGKILL')); // whatever fails, no server stays behind
  const ownerUrl = postgres.url(DATABASE, 'owner');
  const databaseUrl = postgres.url(DATABASE);
  await ensureDatabase(postgres.url('postgres', 'owner'), DATABASE);
  await migrate(ownerUrl);
  await ensureDatabase(postgres.url('postgres', 'owner'), EMPTY_DATABASE, DATABASE);
  await withClient(ownerUrl, (client) =>
    client.query(`CREATE TABLE bench_floor (id bigserial PRIMARY KEY, process_id text NOT NULL, step int NOT NULL, at timestamptz NOT NULL);
      CREATE INDEX ON bench_floor (process_id);
      GRANT SELECT, INSERT ON bench_floor TO passerelle_app; GRANT USAGE ON SEQUENCE bench_floor_id_seq TO passerelle_app;`),
  );
  const bundlePath = path.join(folder, 'workflows.js');
  writeFileSync(bundlePath, bundle.code);
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'development',
    PORT: String(port),
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: 'smtp://127.0.0.1:9',
    ENCRYPTION_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    WORKFLOW_BUNDLE: bundlePath,
    LOG_LEVEL: 'warn',
  };
  const config = loadConfig(environment);
  const child = await startWorker(environment);
  const database = openDatabase(databaseUrl, 20);
  const launching = openDatabase(databaseUrl, WORKER_CONNECTIONS, { prepared: true });
  const client = await openTemporal(config.temporal, config.encryptionKeys);
  const gateway = processGateway(client);
  const postmaster = Number(readFileSync(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    database,
    launching,
    databaseUrl,
    ownerUrl,
    client,
    gateway,
    commands: createCommands(database, gateway, config.policy, () => new Date()),
    environment,
    async idleWorker() {
      await ask(child);
      await pause(IDLE_MS);
      return ask(child);
    },
    async cpu() {
      const { cpuMs } = await ask(child);
      const { user, system } = process.cpuUsage();
      return {
        temporal: cpuOf(temporal.process.pid ?? 0),
        postgres: cpuOfTree(postmaster),
        worker: cpuMs,
        driver: (user + system) / 1_000,
      };
    },
    async stop() {
      await Promise.all([database.$disconnect(), launching.$disconnect(), client.connection.close()]);
      await stopChild(child);
      await Promise.all([postgres.stop(), temporal.stop()]);
      postgres.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startWorker(environment: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), [], {
    env: { ...MEMORY, ...environment },
    execArgv: [...WORKER_FLAGS, '--import', 'tsx', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`The bench worker ended at once (code ${code})`)));
  });
  return child;
}

function ask(child: ChildProcess): Promise<WorkerFigures> {
  return new Promise((resolve) => {
    child.once('message', (figures) => resolve(figures as WorkerFigures));
    child.send('figures');
  });
}

const TICK_MS = 10;

/** User and system time of a process, its ended children included. */
function cpuOf(pid: number): number {
  const fields = statOf(pid);
  return fields === null ? 0 : (fields[11] + fields[12] + fields[13] + fields[14]) * TICK_MS;
}

/** PostgreSQL is one process per connection: the living ones are added to those that have ended. */
function cpuOfTree(pid: number): number {
  let sum = cpuOf(pid);
  try {
    for (const entry of readdirSync('/proc'))
      if (/^\d+$/.test(entry) && statOf(Number(entry))?.[1] === pid) sum += cpuOf(Number(entry));
  } catch {
    return 0;
  }
  return sum;
}

/** Fields of /proc/PID/stat from the state on (which is read as 0), or null. */
function statOf(pid: number): (number[] & { 1: number; 11: number; 12: number; 13: number; 14: number }) | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map((field) => Number(field) || 0) as number[] & { 1: number; 11: number; 12: number; 13: number; 14: number };
  } catch {
    return null;
  }
}
