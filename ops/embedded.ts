import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { openTemporal } from '../adapters/temporal.ts';
import type { Config } from '../config.ts';
import { ensureDatabase, startPostgres, withClient } from './postgres.ts';
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

/** DATABASE_URL when it is set and answers, else PostgreSQL embedded in `dataDir`. */
export async function database(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  secrets: LocalSecrets,
  port: number,
): Promise<Server<DatabaseUrls>> {
  if (env.DATABASE_URL) {
    const address = { app: env.DATABASE_URL, owner: env.MIGRATION_DATABASE_URL || env.DATABASE_URL };
    for (const [name, url] of [
      ['DATABASE_URL', address.app],
      ['MIGRATION_DATABASE_URL', address.owner],
    ] as const)
      await withClient(url, (client) => client.query('SELECT 1')).catch((error: unknown) => {
        throw new Error(
          `${name} does not answer (${reason(error)}): start that PostgreSQL and make the database, or unset ${name} to use the embedded one.`,
        );
      });
    return { address, own: null };
  }
  const server = await startPostgres({
    folder: path.join(dataDir, 'postgres'),
    port,
    passwords: { owner: secrets.ownerPassword, app: secrets.appPassword },
    durable: true,
  });
  await ensureDatabase(server.url('postgres', 'owner'), 'passerelle');
  return { address: { app: server.url('passerelle'), owner: server.url('passerelle', 'owner') }, own: server };
}

/** TEMPORAL_ADDRESS when it is set and answers, else Temporal's development server with its state in `dataDir`. */
export async function engine(
  env: NodeJS.ProcessEnv,
  dataDir: string,
  config: Pick<Config, 'temporal' | 'encryptionKeys'>,
  port: number,
): Promise<Server<string>> {
  const { namespace } = config.temporal;
  if (env.TEMPORAL_ADDRESS) {
    try {
      const client = await openTemporal(config.temporal, config.encryptionKeys);
      await client.connection.workflowService.describeNamespace({ namespace });
      await client.connection.close();
    } catch (error) {
      throw new Error(
        `TEMPORAL_ADDRESS ${env.TEMPORAL_ADDRESS} does not answer for the namespace « ${namespace} » (${reason(error)}): start that server and make the namespace, or unset TEMPORAL_ADDRESS to use the embedded one.`,
      );
    }
    return { address: env.TEMPORAL_ADDRESS, own: null };
  }
  const server = await startTemporal({
    binary: env.TEMPORAL_BINARY || 'temporal',
    port,
    folder: dataDir,
    namespace,
    ...(env.TEMPORAL_UI ? { uiPort: Number(env.TEMPORAL_UI) } : {}),
  });
  return { address: server.address, own: server };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // a connection refused on every address of a name has no message of its own
  return error.message || ('code' in error ? String(error.code) : error.name);
}
