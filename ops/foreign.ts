import { mailIsTaken } from '../adapters/mail/mailHealth.ts';
import { openTemporal } from '../adapters/temporal/temporal.ts';
import type { Config } from '../config.ts';
import { withClient } from './postgres.ts';

/** A server of somebody else's that lets us wait longer is called absent. */
const ANSWER_MS = 5_000;

/** What the environment names of somebody else's must answer before anything of ours is started; one line for each that does not. */
export async function requireForeign(
  env: NodeJS.ProcessEnv,
  config: Pick<Config, 'temporal' | 'encryptionKeys'>,
): Promise<void> {
  const faults = await Promise.all([
    databaseFault('DATABASE_URL', env.DATABASE_URL),
    // without DATABASE_URL there is one database only, the embedded one
    databaseFault('MIGRATION_DATABASE_URL', env.DATABASE_URL && env.MIGRATION_DATABASE_URL),
    engineFault(env.TEMPORAL_ADDRESS, config),
    relayFault(env.SMTP_URL),
  ]);
  const told = faults.filter((fault) => fault !== null);
  if (told.length > 0) throw new Error(told.join('\n'));
}

async function databaseFault(name: string, url: string | undefined): Promise<string | null> {
  if (!url) return null;
  try {
    await withClient(url, (client) => client.query('SELECT 1'), ANSWER_MS);
    return null;
  } catch (error) {
    return `${name} does not answer (${reason(error)}): start that PostgreSQL and make the database, or unset ${name} to use the embedded one.`;
  }
}

async function engineFault(
  address: string | undefined,
  { temporal, encryptionKeys }: Pick<Config, 'temporal' | 'encryptionKeys'>,
): Promise<string | null> {
  if (!address) return null;
  const { namespace } = temporal;
  try {
    const client = await openTemporal(temporal, encryptionKeys);
    await client.connection.workflowService.describeNamespace({ namespace });
    await client.connection.close();
    return null;
  } catch (error) {
    return `TEMPORAL_ADDRESS ${address} does not answer for the namespace « ${namespace} » (${reason(error)}): start that server and make the namespace, or unset TEMPORAL_ADDRESS to use the embedded one.`;
  }
}

async function relayFault(url: string | undefined): Promise<string | null> {
  if (!url || (await mailIsTaken(url))) return null;
  // its host alone: the address may hold a password
  return `SMTP_URL does not answer (${new URL(url).host}): start that mail relay, or unset SMTP_URL to use the development mailbox.`;
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // a connection refused on every address of a name has no message of its own
  return error.message || ('code' in error ? String(error.code) : error.name);
}
