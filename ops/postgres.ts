import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { stopAfterUs } from './guard.ts';
import { lastLinesOf } from './keepAlive.ts';
import { pause, pidAlive, readPid, stopChild, stopLeftover } from './pids.ts';
import { binaries, type Identity, initialise, serverIdentity } from './postgresFiles.ts';
import { reachableBinaries, reachableCluster, removeCluster } from './postgresPlace.ts';

export const OWNER = 'passerelle';
export const APP_ROLE = 'passerelle_app';
export const PURGE_ROLE = 'passerelle_purge';

/** Who connects: the owner of the schema, the application, the purge (S6). */
type Role = 'owner' | 'app' | 'purge';
const ROLE_NAMES: Record<Role, string> = { owner: OWNER, app: APP_ROLE, purge: PURGE_ROLE };

/** A first start after a crash replays the write-ahead log before it answers, and the machine may be busy; one that ends is told at once. */
const START_MS = 120_000;
/** While it starts, a connection that is taken may stay without an answer. */
const TRY_MS = 5_000;

export interface RunningPostgres {
  process: ChildProcess;
  /** address of a database for one of the roles */
  url(database: string, role?: Role): string;
  stop(): Promise<void>;
  /** once it has died: the same on the same files and port */
  restart(): Promise<RunningPostgres>;
  /** what its log ends with */
  lastWords(): string[];
  /** removes its files, wherever they lie; once it has stopped */
  remove(): void;
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 with its files in `folder`, or where that leads (ops/postgresPlace.ts), which `say` is told;
 * its roles exist afterwards: the owner of the schema, the application's and the purge's (S6). A server left behind by a killed parent is stopped
 * first; ours is stopped when we are gone.
 */
export async function startPostgres(options: {
  folder: string;
  port: number;
  passwords: Record<Role, string>;
  durable: boolean;
  /** `name=value`, beside its own: what it archives, or comes up from (ops/backup) */
  settings?: readonly string[];
  say?: (line: string) => void;
}): Promise<RunningPostgres> {
  const { port, passwords, settings = [], say = () => {} } = options;
  const asked = path.resolve(options.folder);
  const identity = serverIdentity();
  const { postgres, initdb } = reachableBinaries(identity, await binaries(), say);
  await stopLeftover(readPid(path.join(asked, 'postmaster.pid')), 'postgres', 'SIGINT');
  const folder = reachableCluster(identity, asked, say);
  const url = (database: string, role: Role = 'app') =>
    `postgresql://${ROLE_NAMES[role]}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  try {
    const owner = { name: OWNER, password: passwords.owner };
    await initialise({ initdb, folder, identity, owner, durable: options.durable });
    const start = () =>
      launch(postgres, serverArguments(folder, port, options.durable, settings), identity, `${asked}.log`);
    const up = () => afterCrash(folder, () => answering(start(), url('postgres', 'owner'), `${asked}.log`));
    const running = (child: ChildProcess): RunningPostgres => ({
      process: child,
      url,
      stop: () => stopChild(child, 20_000, 'SIGINT'),
      restart: async () => running(await up()),
      lastWords: () => lastLinesOf(`${asked}.log`),
      remove: () => removeCluster(asked),
    });
    const server = running(await up());
    for (const role of ['app', 'purge'] as const)
      await ensureRole(url('postgres', 'owner'), ROLE_NAMES[role], passwords[role]);
    return server;
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start (${error instanceof Error ? error.message : error}). Set DATABASE_URL to use another one, or remove ${folder} to begin anew.`,
    );
  }
}

function serverArguments(folder: string, port: number, durable: boolean, more: readonly string[]): string[] {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    ...more,
  ];
  return ['-D', folder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

function launch(binary: string, args: string[], identity: Identity, log: string): ChildProcess {
  const output = openSync(log, 'w', 0o600);
  const child = spawn(binary, args, {
    ...identity,
    cwd: '/',
    env: { ...process.env, LC_MESSAGES: 'C' },
    stdio: ['ignore', output, output],
    detached: true, // Ctrl-C reaches the parent only: it stops its children in order
  });
  closeSync(output);
  child.on('error', () => {}); // `answering` tells
  stopAfterUs(child, 'postgres', 'SIGINT');
  return child;
}

/** Tries again where a server that was killed left something behind that goes away, or that is not a server's any more. */
async function afterCrash(folder: string, start: () => Promise<ChildProcess>): Promise<ChildProcess> {
  for (const end = Date.now() + START_MS; ; await pause(200)) {
    try {
      return await start();
    } catch (error) {
      const message = error instanceof Error ? error.message : '';
      const pidFile = path.join(folder, 'postmaster.pid');
      const pid = readPid(pidFile);
      // its sessions outlive a killed server by a moment
      const sessions = message.includes('pre-existing shared memory block');
      // the pid that it wrote down was given to another program since
      const reused = /lock file .* already exists/.test(message) && pid !== null && !pidAlive(pid, 'postgres');
      if (Date.now() > end || !(sessions || reused)) throw error;
      if (reused) rmSync(pidFile, { force: true });
    }
  }
}

/** The server, once it answers. */
async function answering(child: ChildProcess, url: string, log: string): Promise<ChildProcess> {
  let last = '';
  for (const end = Date.now() + START_MS; Date.now() < end; await pause(30)) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      throw new Error(lastFault(log) ?? `it ended at once, code ${child.exitCode ?? child.signalCode}`);
    try {
      await withClient(url, (client) => client.query('SELECT 1'), TRY_MS);
      return child;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
      // the port was taken meanwhile by somebody else's server, or the folder has other passwords: waiting helps nothing
      if (last.includes('password authentication failed')) break;
    }
  }
  await stopChild(child, 5_000, 'SIGINT');
  throw new Error(lastFault(log) ?? last);
}

function lastFault(log: string): string | undefined {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /FATAL|PANIC/.test(line) && !line.includes('starting up'))
    .at(-1)
    ?.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

async function ensureRole(url: string, name: string, password: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${name} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  });
}

/** Creates a database when it is missing, optionally as a copy. */
export async function ensureDatabase(ownerUrl: string, name: string, template?: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0)
      await client.query(
        `CREATE DATABASE ${pg.escapeIdentifier(name)}${template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`}`,
      );
  });
}

/** One connection for some work. `waitMs`: how long a server that takes it may let it wait; one that is not there is told at once. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>, waitMs = 60_000): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: waitMs });
  client.on('error', () => {}); // a server that goes away fails the query, not the process
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
