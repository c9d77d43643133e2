import { randomBytes } from 'node:crypto';
import { NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { createSeal } from '../adapters/identity/sealed.ts';
import type { Database } from '../adapters/store/prisma.ts';
import { dataConverter, openTemporal, type ProcessGateway, processGateway } from '../adapters/temporal/temporal.ts';
import { workerDeps } from '../adapters/workerDeps.ts';
import { createCommands } from '../api/commands.ts';
import type { Commands } from '../api/deps.ts';
import { DEFAULT_POLICY, type Policy } from '../domain/policy/policy.ts';
import { untilConfirmed } from '../ops/untilConfirmed.ts';
import { quietRuntime } from './quietRuntime.ts';
import { createTestDatabase, openTestDatabase, temporalAddress, workflowBundlePath } from './stack.ts';

/** A hang is told before jest tells it; how long something takes is for the bench to say. */
const PATIENCE_MS = 120_000;

export const TEST_KEYS = [{ id: 'test', key: randomBytes(32) }];

export interface Running {
  database: Database;
  databaseUrl: string;
  /** the facts as the role of the purge has them */
  purge: Database;
  ownerUrl: string;
  gateway: ProcessGateway;
  /** a command that is not confirmed in time is sent again */
  commands: Commands;
  /** the product's own: who sent it is told */
  hasty: Commands;
  client: Awaited<ReturnType<typeof openTemporal>>;
  taskQueue: string;
  policy: Policy;
  /** the product's worker, with what these options say instead */
  startWorker(over?: Partial<WorkerOptions>): Promise<{ stop(): Promise<void> }>;
  stop(): Promise<void>;
}

/** Real PostgreSQL, real Temporal, the real worker of processes on a queue of its own: what most tests of processes stand on. */
export async function startProcesses(
  over: Partial<Policy> = {},
  { encrypted }: { encrypted: boolean } = { encrypted: true },
): Promise<Running> {
  const policy = { ...DEFAULT_POLICY, ...over };
  const test = await createTestDatabase();
  const database = openTestDatabase(test.url, 10);
  const purge = openTestDatabase(test.purgeUrl, 2);
  // histories that are kept for the replay gate are recorded in clear
  const converter = encrypted
    ? dataConverter(TEST_KEYS)
    : { failureConverterPath: dataConverter(TEST_KEYS).failureConverterPath };
  const client = await openTemporal({ address: temporalAddress(), namespace: 'default' }, TEST_KEYS, converter);
  const taskQueue = `test-${randomBytes(4).toString('hex')}`;
  const gateway = processGateway(client, taskQueue);
  const product = createCommands(database, gateway, policy, () => new Date());
  const commands = { ...product, send: untilConfirmed(product.send) };
  const workers = new Set<{ stop(): Promise<void> }>();

  const running: Running = {
    database,
    purge,
    databaseUrl: test.url,
    ownerUrl: test.ownerUrl,
    gateway,
    commands,
    hasty: product,
    client,
    taskQueue,
    policy,
    async startWorker(over = {}) {
      quietRuntime();
      const connection = await NativeConnection.connect({ address: temporalAddress() });
      const worker = await Worker.create({
        connection,
        taskQueue,
        workflowBundle: { codePath: workflowBundlePath() },
        dataConverter: converter,
        activities: createActivities(
          workerDeps(database, gateway, {
            purge,
            policy,
            seal: createSeal(TEST_KEYS),
            mailboxOf: (caf) => `agent@caf${caf.toLowerCase()}.example`,
          }),
        ),
        shutdownGraceTime: '1s',
        ...over,
      });
      const done = worker.run();
      const handle = {
        async stop() {
          workers.delete(handle);
          worker.shutdown();
          await done;
          await connection.close();
        },
      };
      workers.add(handle);
      return handle;
    },
    async stop() {
      for (const worker of workers) await worker.stop();
      await Promise.all([client.connection.close(), database.$disconnect(), purge.$disconnect()]);
      await test.drop();
    },
  };
  return running;
}

/** Waits until `probe` gives something else than null or false; fails with `what` when that never happens. */
export async function eventually<T>(what: string, probe: () => Promise<T | null | false>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; ) {
    const found = await probe();
    if (found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`Never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
