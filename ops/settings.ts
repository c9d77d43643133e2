import { type Config, loadConfig, unknownPolicies } from '../config.ts';
import { freePort, portFree } from './pids.ts';
import type { LocalSecrets } from './secrets.ts';

type Named = 'postgres' | 'temporal' | 'mailbox' | 'sample';

/** What is known so far of where the parts stand. */
export interface Found {
  dataDir: string;
  port?: number;
  databaseUrl?: string;
  purgeDatabaseUrl?: string;
  temporalAddress?: string;
  smtpUrl?: string;
  mailboxPort?: number;
  workflowBundle?: string;
}

/** The environment of worker and API once the embedded servers stand at `found`; throws one error with every fault of what was set. */
export function environmentWith(
  env: NodeJS.ProcessEnv,
  secrets: LocalSecrets,
  found: Found,
): { environment: NodeJS.ProcessEnv; config: Config } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const environment = {
    ENCRYPTION_KEYS: secrets.ENCRYPTION_KEYS,
    DEMO_PASSWORD: secrets.DEMO_PASSWORD,
    LOG_LEVEL: 'warn',
    // stand-ins until the servers run, so that everything else can be checked first
    DATABASE_URL: 'postgresql://127.0.0.1/passerelle',
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    SMTP_URL: 'smtp://127.0.0.1:25',
    // the server of ours has pages where a port is given for them
    ...(set.TEMPORAL_UI !== undefined && set.TEMPORAL_ADDRESS === undefined
      ? { TEMPORAL_UI_URL: `http://127.0.0.1:${set.TEMPORAL_UI}` }
      : {}),
    ...set,
    DATA_DIR: found.dataDir,
    ...(found.port === undefined ? {} : { PORT: String(found.port) }),
    ...(found.databaseUrl === undefined ? {} : { DATABASE_URL: found.databaseUrl }),
    ...(found.purgeDatabaseUrl === undefined ? {} : { PURGE_DATABASE_URL: found.purgeDatabaseUrl }),
    ...(found.temporalAddress === undefined ? {} : { TEMPORAL_ADDRESS: found.temporalAddress }),
    ...(found.smtpUrl === undefined ? {} : { SMTP_URL: found.smtpUrl }),
    ...(found.workflowBundle === undefined ? {} : { WORKFLOW_BUNDLE: found.workflowBundle }),
    ...(found.mailboxPort === undefined ? {} : { DEV_MAILBOX_PORT: String(found.mailboxPort) }),
  };
  return { environment, config: loadConfig(environment) };
}

/** One line for each variable that is not set: what takes its place. */
export function defaultsSaid(
  env: NodeJS.ProcessEnv,
  at: { port: number; dataDir: string; fresh: boolean; demoPassword: string },
): string[] {
  const secretsFile = `${at.dataDir}/secrets.json`;
  const embedded: Record<string, string> = {
    PORT: String(at.port),
    PUBLIC_URL: `http://127.0.0.1:${at.port}`,
    DATA_DIR: at.dataDir,
    DATABASE_URL: `embedded PostgreSQL, files in ${at.dataDir}/postgres`,
    TEMPORAL_ADDRESS: `embedded Temporal server, state in ${at.dataDir}/temporal.db`,
    TEMPORAL_NAMESPACE: 'default',
    SMTP_URL: `development mailbox, shown at http://127.0.0.1:${at.port}/dev/mails`,
    ENCRYPTION_KEYS: `made at the first start, kept in ${secretsFile}`,
    OIDC_ISSUER: 'Caf-side people sign in by password alone',
    DEMO_PASSWORD: at.fresh
      ? `demonstration accounts (agent@caf93.example and others) use « ${at.demoPassword} », kept in ${secretsFile}`
      : `the one of the first start, in ${secretsFile}`,
  };
  return [
    ...Object.entries(embedded).flatMap(([name, what]) => (env[name] ? [] : [`  ${name} is not set: ${what}`])),
    ...unknownPolicies(env).map((name) => `  ${name} is no policy that is known: it sets nothing`),
  ];
}

/** The port that was used last time where it is still free, else another one, remembered. */
export async function rememberedPort(
  secrets: LocalSecrets,
  save: () => void,
  name: Named,
  free: (port: number) => Promise<boolean> = portFree,
): Promise<number> {
  const known = secrets.ports[name];
  if (known != null && (await free(known))) return known;
  const taken = Object.values(secrets.ports);
  let port = await freePort();
  while (taken.includes(port)) port = await freePort();
  secrets.ports[name] = port;
  save();
  return port;
}
