// The single-machine stack (api.md): embedded PostgreSQL, Temporal with its state on disk, worker, API and pages, mailbox, demonstration.
import path from 'node:path';
import type { Config } from '../config.ts';
import { workflowBundle } from './bundle.ts';
import { startChildren } from './children.ts';
import { claimDataDir } from './dataDir.ts';
import { type DatabaseUrls, database, engine, type Server } from './embedded.ts';
import { requireForeign } from './foreign.ts';
import { keepAlive } from './keepAlive.ts';
import { migrate } from './migrate.ts';
import { stopWithParent } from './parent.ts';
import { freePort, onFreePort, pause, portFree, requirePort } from './pids.ts';
import { sampleService } from './sampleService.ts';
import { localSecrets } from './secrets.ts';
import { seedDossiers } from './seed/dossiers.ts';
import { seed } from './seed/index.ts';
import { defaultsSaid, environmentWith, rememberedPort } from './settings.ts';

type Stage = 'children' | 'engine' | 'database' | 'claim';
const ORDER: readonly Stage[] = ['children', 'engine', 'database', 'claim'];
/** what worker and API take to leave when their parent was killed */
const CRASH_MS = 20_000;

const started = new Map<Stage, () => Promise<void> | void>();
let stopping = false;

/** Stops what was started, in order, and leaves. What is still on its way up is stopped by ops/guard.ts. */
async function stop(code: number, line?: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (line !== undefined) console.error(line);
  for (const stage of ORDER)
    try {
      await started.get(stage)?.();
    } catch (error) {
      console.error(`  ${stage}: ${error instanceof Error ? error.message : error}`);
    }
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
stopWithParent(() => void stop(0));

try {
  await start(process.env);
} catch (error) {
  await stop(1, error instanceof Error ? error.message : String(error));
}

async function start(env: NodeJS.ProcessEnv): Promise<void> {
  if (env.NODE_ENV === 'production')
    throw new Error('`npm start` is the single-machine stack, not for production: see docker-compose.yml.');
  const dataDir = path.resolve(env.DATA_DIR || '.data');
  const claim = claimDataDir(dataDir);
  started.set('claim', claim.release);
  const { secrets, fresh, save } = localSecrets(dataDir);
  const { config } = environmentWith(env, secrets, { dataDir });
  const host = config.host === '0.0.0.0' ? '127.0.0.1' : config.host;
  const port = config.port === 0 ? await freePort() : config.port;
  // the API of a stack that was killed is still leaving
  for (const end = Date.now() + CRASH_MS; claim.crashed && Date.now() < end && !(await portFree(port, config.host)); )
    await pause(100);
  await requirePort(port, config.host);
  const demoPassword = env.DEMO_PASSWORD || secrets.DEMO_PASSWORD;
  for (const line of defaultsSaid(env, { port, dataDir, fresh, demoPassword })) console.log(line);
  save(); // the password of the first start has been told
  await requireForeign(env, config);

  const parts = [
    preparedDatabase(),
    onFreePort(
      (port) => engine(env, dataDir, config, port),
      () => rememberedPort(secrets, save, 'temporal'),
    ).then((server) => watched('engine', 'Temporal', server)),
    bundled(config),
  ] as const;
  await Promise.allSettled(parts); // where one fails the others are not left half-way up
  const [{ app: databaseUrl, purge: purgeDatabaseUrl }, temporalAddress, bundle] = await Promise.all(parts);
  const mailboxPort = await rememberedPort(secrets, save, 'mailbox');
  const sample = await sampleService(env, secrets, save, env.PUBLIC_URL || `http://127.0.0.1:${port}`);
  const { environment } = environmentWith({ ...env, ...sample?.variables }, secrets, {
    dataDir,
    port,
    databaseUrl,
    purgeDatabaseUrl,
    temporalAddress,
    workflowBundle: bundle,
    ...(env.SMTP_URL ? {} : { smtpUrl: `smtp://127.0.0.1:${mailboxPort}`, mailboxPort }),
  });
  const scripts = ['worker.ts', 'server.ts', ...(sample === null ? [] : [sample.script])];
  const children = startChildren(environment, (line) => void stop(1, line), scripts);
  started.set('children', children.stop);
  await children.ready(`http://${host}:${port}/health/ready`);
  await seedDossiers(environment);
  if (!stopping && sample !== null) console.log(`  A service that trusts its sign-in (samples/cdap): ${sample.url}`);
  if (!stopping) console.log(`Passerelle ready: http://${host}:${port}`);

  /** PostgreSQL with every migration and the demonstration accounts; its addresses. */
  async function preparedDatabase(): Promise<DatabaseUrls> {
    const server = await onFreePort(
      (port) => database(env, dataDir, secrets, port),
      () => rememberedPort(secrets, save, 'postgres'),
    );
    const address = watched('database', 'PostgreSQL', server);
    const applied = await migrate(address.owner);
    if (applied.length > 0) console.log(`  Migrations applied: ${applied.length}`);
    await seed({ databaseUrl: address.app, demoPassword });
    return address;
  }
}

/** The workflows' bundle, and where traces are asked for the one that bears them. */
async function bundled({ tracing }: Config): Promise<string> {
  const bundle = await workflowBundle();
  if (tracing.endpoint !== null) await workflowBundle(undefined, undefined, { traced: true });
  return bundle;
}

/** Remembers how to stop a server of ours, starts it again when it dies, and ends everything when that does not mend it; returns its address. */
function watched<Address>(stage: Stage, name: string, { address, own }: Server<Address>): Address {
  if (own === null) return address;
  started.set(stage, keepAlive(name, own, (line) => void stop(1, line)).stop);
  return address;
}
