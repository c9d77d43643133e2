// The single-machine stack (api.md): embedded PostgreSQL, Temporal with its state on disk, worker, API and pages, mailbox, demonstration.
import path from 'node:path';
import { startChildren } from './children.ts';
import { migrate } from './migrate.ts';
import { freePort, portFree } from './pids.ts';
import { ensureDatabase, startPostgres, withClient } from './postgres.ts';
import { localSecrets } from './secrets.ts';
import { seedDossiers } from './seed/dossiers.ts';
import { seed } from './seed/index.ts';
import { startTemporal } from './temporalServer.ts';

const env = process.env;
const dataDir = path.resolve(env.DATA_DIR ?? '.data');
const port = Number(env.PORT ?? 3000);
const stops: (() => Promise<void>)[] = [];
let stopping = false;

/** Stops what was started, last first, and leaves. */
async function stop(code: number, line?: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (line !== undefined) console.error(line);
  for (const one of stops.reverse()) await one().catch(() => undefined);
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

try {
  await start();
} catch (error) {
  await stop(1, error instanceof Error ? error.message : String(error));
}

async function start(): Promise<void> {
  if (env.NODE_ENV === 'production')
    throw new Error('`npm start` is the single-machine stack, not for production: see docker-compose.yml.');
  if (!(await portFree(port)))
    throw new Error(`Port ${port} is in use: stop what listens there, or set PORT to another one.`);
  const { secrets, fresh, save } = localSecrets(dataDir);
  const said = (name: string, what: string) => console.log(`  ${name} is not set: ${what}`);
  const keep = async (name: 'postgres' | 'temporal' | 'mailbox') => {
    const known = secrets.ports[name];
    secrets.ports[name] = known !== null && (await portFree(known)) ? known : await freePort();
    save();
    return secrets.ports[name] as number;
  };

  const [database, temporalAddress] = await Promise.all([startDatabase(), startEngine()]);
  let smtpUrl = env.SMTP_URL;
  const mailbox: Record<string, string> = {};
  if (smtpUrl === undefined) {
    const mailboxPort = await keep('mailbox');
    smtpUrl = `smtp://127.0.0.1:${mailboxPort}`;
    mailbox.DEV_MAILBOX_PORT = String(mailboxPort);
    said('SMTP_URL', 'development mailbox at /dev/mails');
  }
  for (const name of ['ENCRYPTION_KEYS', 'SESSION_SECRET'] as const)
    if (env[name] === undefined) said(name, `kept in ${dataDir}/secrets.json`);
  if (env.DEMO_PASSWORD === undefined)
    said(
      'DEMO_PASSWORD',
      fresh
        ? `demonstration accounts use « ${secrets.DEMO_PASSWORD} » (kept in ${dataDir}/secrets.json)`
        : `the one of the first start, in ${dataDir}/secrets.json`,
    );

  const applied = await migrate(database.owner);
  if (applied.length > 0) console.log(`  Migrations applied: ${applied.length}`);
  const environment = {
    ...env,
    PORT: String(port),
    DATA_DIR: dataDir,
    DATABASE_URL: database.app,
    TEMPORAL_ADDRESS: temporalAddress,
    SMTP_URL: smtpUrl,
    ...mailbox,
    ENCRYPTION_KEYS: env.ENCRYPTION_KEYS ?? secrets.ENCRYPTION_KEYS,
    SESSION_SECRET: env.SESSION_SECRET ?? secrets.SESSION_SECRET,
    DEMO_PASSWORD: env.DEMO_PASSWORD ?? secrets.DEMO_PASSWORD,
    LOG_LEVEL: env.LOG_LEVEL ?? 'warn',
  };
  await seed({ databaseUrl: database.app, demoPassword: environment.DEMO_PASSWORD });
  const children = startChildren(environment, (line) => void stop(1, line));
  stops.push(children.stop);
  await children.ready(`http://127.0.0.1:${port}/health/ready`);
  await seedDossiers(environment);
  if (!stopping) console.log(`Passerelle ready: http://127.0.0.1:${port}`);

  async function startDatabase(): Promise<{ app: string; owner: string }> {
    if (env.DATABASE_URL !== undefined) {
      const owner = env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL;
      await withClient(env.DATABASE_URL, (client) => client.query('SELECT 1')).catch((error: unknown) => {
        throw new Error(
          `DATABASE_URL does not answer (${error instanceof Error ? error.message : error}): start that PostgreSQL, or unset DATABASE_URL to use the embedded one.`,
        );
      });
      return { app: env.DATABASE_URL, owner };
    }
    said('DATABASE_URL', `embedded PostgreSQL, files in ${dataDir}/postgres`);
    const server = await startPostgres({
      folder: path.join(dataDir, 'postgres'),
      port: await keep('postgres'),
      passwords: { owner: secrets.ownerPassword, app: secrets.appPassword },
      durable: true,
    });
    stops.push(() => server.stop());
    await ensureDatabase(server.url('postgres', 'owner'), 'passerelle');
    return { app: server.url('passerelle'), owner: server.url('passerelle', 'owner') };
  }

  async function startEngine(): Promise<string> {
    if (env.TEMPORAL_ADDRESS !== undefined && env.TEMPORAL_ADDRESS !== '') return env.TEMPORAL_ADDRESS;
    said('TEMPORAL_ADDRESS', `embedded Temporal server, state in ${dataDir}/temporal.db`);
    const server = await startTemporal({
      binary: env.TEMPORAL_BINARY ?? 'temporal',
      port: await keep('temporal'),
      folder: dataDir,
    });
    stops.push(server.stop);
    server.process.once('exit', () => void stop(1, 'The Temporal server ended: everything is stopped; start again.'));
    return server.address;
  }
}
