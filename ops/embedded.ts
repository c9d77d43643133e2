import path from 'node:path';
import type { Config } from '../config.ts';
import { archivingTo } from './backup/server.ts';
import type { OwnServer } from './keepAlive.ts';
import { ensureDatabase, startPostgres } from './postgres.ts';
import type { LocalSecrets } from './secrets.ts';
import { startTemporal } from './temporalServer.ts';

/** A server of the stack: ours, to be watched and stopped, or somebody else's. */
export interface Server<Address> {
  address: Address;
  /** null: not started here */
  own: OwnServer | null;
}

export interface DatabaseUrls {
  /** the application's role */
  app: string;
  /** the role that owns the schema */
  owner: string;
  /** the role of the purge */
  purge: string;
}

/** DATABASE_URL when it is set (ops/foreign.ts), else PostgreSQL embedded in `dataDir`. */
export async function database(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  secrets: LocalSecrets,
  port: number,
): Promise<Server<DatabaseUrls>> {
  if (env.DATABASE_URL) {
    const { DATABASE_URL: app, MIGRATION_DATABASE_URL: owner = app, PURGE_DATABASE_URL: purge = app } = env;
    const address = { app, owner: owner || app, purge: purge || app };
    return { address, own: null };
  }
  const server = await startPostgres({
    folder: path.join(dataDir, 'postgres'),
    port,
    passwords: { owner: secrets.ownerPassword, app: secrets.appPassword, purge: secrets.purgePassword },
    durable: true,
    settings: env.WAL_ARCHIVE ? archivingTo(path.resolve(env.WAL_ARCHIVE)) : [],
    say: console.log,
  });
  await ensureDatabase(server.url('postgres', 'owner'), 'passerelle');
  const at = (role: keyof DatabaseUrls) => server.url('passerelle', role);
  return { address: { app: at('app'), owner: at('owner'), purge: at('purge') }, own: server };
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
