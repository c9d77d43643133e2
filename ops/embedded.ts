import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Config } from '../config.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';
import type { LocalSecrets } from './secrets.ts';
import { startTemporal } from './temporalServer.ts';

/** A server of the stack: ours, to be watched and stopped, or somebody else's. */
export interface Server<Address> {
  address: Address;
  /** null: not started here */
  own: { process: ChildProcess; stop(): Promise<void> } | null;
}

export interface DatabaseUrls {
  /** the application's role */
  app: string;
  /** the role that owns the schema */
  owner: string;
}

/** DATABASE_URL when it is set (ops/foreign.ts), else PostgreSQL embedded in `dataDir`. */
export async function database(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  secrets: LocalSecrets,
  port: number,
): Promise<Server<DatabaseUrls>> {
  if (env.DATABASE_URL) {
    const address = { app: env.DATABASE_URL, owner: env.MIGRATION_DATABASE_URL || env.DATABASE_URL };
    return { address, own: null };
  }
  const server = await startPostgres({
    folder: path.join(dataDir, 'postgres'),
    port,
    passwords: { owner: secrets.ownerPassword, app: secrets.appPassword },
    durable: true,
    say: console.log,
  });
  await ensureDatabase(server.url('postgres', 'owner'), 'passerelle');
  return { address: { app: server.url('passerelle'), owner: server.url('passerelle', 'owner') }, own: server };
}

/** TEMPORAL_ADDRESS when it is set (ops/foreign.ts), else Temporal's development server with its state in `dataDir`. */
export async function engine(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  config: Pick<Config, 'temporal'>,
  port: number,
): Promise<Server<string>> {
  if (env.TEMPORAL_ADDRESS) return { address: env.TEMPORAL_ADDRESS, own: null };
  const server = await startTemporal({
    binary: env.TEMPORAL_BINARY || 'temporal',
    port,
    folder: dataDir,
    namespace: config.temporal.namespace,
    ...(env.TEMPORAL_UI ? { uiPort: Number(env.TEMPORAL_UI) } : {}),
  });
  return { address: server.address, own: server };
}
