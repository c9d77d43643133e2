import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkflowIdConflictPolicy } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from './activities/index.ts';
import { sweep } from './activities/sweep.ts';
import { createSeal } from './adapters/identity/sealed.ts';
import { createLogger } from './adapters/logger.ts';
import { createDrain } from './adapters/mail/drain.ts';
import { headSigner } from './adapters/store/audit/head.ts';
import { sealer } from './adapters/store/audit/heads.ts';
import { createMailboxes, keepFresh, MAILBOXES_EVERY_MS } from './adapters/store/cafSettings.ts';
import { figureCounter } from './adapters/store/figures.ts';
import { beat, keepBeating, markKey } from './adapters/store/heartbeat.ts';
import { type Database, openDatabase } from './adapters/store/prisma.ts';
import { refuseOwner } from './adapters/store/role.ts';
import { markTold, sweepQueries } from './adapters/store/sweepQueries.ts';
import { releaseOf } from './adapters/temporal/release.ts';
import { installRuntime } from './adapters/temporal/runtime.ts';
import { ensureSchedules } from './adapters/temporal/schedules.ts';
import {
  BULK_WORKER,
  connectionOptions,
  dataConverter,
  openTemporal,
  PROCESS_WORKER,
  processGateway,
  WORKER_CONNECTIONS,
} from './adapters/temporal/temporal.ts';
import { tellWatchers } from './adapters/watch/server.ts';
import { startTracing, stopTracing, tracedBundle, tracingOn, workerInterceptors } from './adapters/watch/tracing.ts';
import { createWorkerMetrics } from './adapters/watch/workerMetrics.ts';
import { workerDeps } from './adapters/workerDeps.ts';
import { type Config, loadConfig } from './config.ts';
import { mailboxOf } from './domain/caf/cafs.ts';
import { QUEUES, type QueueName } from './domain/process/queues.ts';
import { workflowBundle } from './ops/bundle.ts';
import { stopWithParent } from './ops/parent.ts';

/** Long loops end now and then, so that their workflow's history stays short (R4). */
const LOOP_LIFETIME_MS = 3_600_000;
/** Figures of the dashboard are as old as this, and no older. */
const FIGURES_EVERY_MS = 300_000;
/** What the journal's newest lines may wait until they are sealed (S6). */
const SEAL_EVERY_MS = 10_000;

/** Runs a worker for each queue that this program serves, with slots of its own, until asked to stop (P2). */
export async function runWorker(config: Config, stop: Promise<void>): Promise<void> {
  const log = createLogger('worker', config.logLevel);
  // the dispatcher's worker has no workflows, on purpose
  const logger = new DefaultLogger('WARN', ({ level, message }) => {
    if (!message.startsWith('No workflows registered')) log.warn({ level }, message);
  });
  const { host, workerPort } = config.watch;
  await startTracing(config.tracing, 'worker');
  const sdkPort = await installRuntime(logger, { told: workerPort !== null });
  const metrics = sdkPort === null ? null : createWorkerMetrics(sdkPort);
  const database = openDatabase(config.databaseUrl, WORKER_CONNECTIONS, { prepared: true });
  await refuseOwner(database, { production: config.production, log, stop: () => process.exit(1) });
  const purge = purgeDatabase(config, database);
  const client = await openTemporal(config.temporal, config.encryptionKeys).catch((error: unknown) => {
    throw new Error(
      `TEMPORAL_ADDRESS ${config.temporal.address} does not answer (${error instanceof Error ? error.message : error}): start that server, then this worker.`,
    );
  });
  const gateway = metrics?.timed(processGateway(client)) ?? processGateway(client);
  const connection = await NativeConnection.connect(connectionOptions(config.temporal));
  const common = {
    connection,
    namespace: config.temporal.namespace,
    dataConverter: dataConverter(config.encryptionKeys),
    // the dispatcher's loops are told to stop after this; what a person waits for ends by itself
    shutdownGraceTime: '300ms',
  } as const;
  const mailboxes = createMailboxes(database, mailboxOf(config.cafMailbox));
  const stopLooking = await keepFresh(mailboxes, MAILBOXES_EVERY_MS);
  const bundle = tracingOn()
    ? config.workflowBundle === null
      ? await workflowBundle(undefined, undefined, { traced: true })
      : tracedBundle(config.workflowBundle)
    : (config.workflowBundle ?? (await workflowBundle()));
  const processes = {
    ...common,
    workflowBundle: { codePath: bundle },
    activities: createActivities(
      workerDeps(database, gateway, {
        purge,
        policy: config.policy,
        seal: createSeal(config.encryptionKeys),
        mailboxOf: mailboxes.of,
      }),
    ),
    ...releaseOf(config.buildId),
    ...(await workerInterceptors({ bundled: true })),
  };
  const queries = sweepQueries(database);
  mkdirSync(path.dirname(config.auditHeads), { recursive: true });
  const seal = sealer(database, {
    signer: headSigner(config.encryptionKeys),
    file: config.auditHeads,
    log,
    everyMs: SEAL_EVERY_MS,
  });
  const count = figureCounter(database, {
    everyMs: FIGURES_EVERY_MS,
    now: () => new Date(),
    warn: (error) => log.warn({ err: error }, 'the figures could not be counted'),
  });
  const served: Record<QueueName, WorkerOptions> = {
    people: { ...processes, ...PROCESS_WORKER, taskQueue: QUEUES.people },
    bulk: { ...processes, ...BULK_WORKER, taskQueue: QUEUES.bulk },
    // activities only: the dispatcher's workflow runs with the others
    mail: {
      ...common,
      taskQueue: QUEUES.mail,
      activities: {
        drainOutbox: createDrain({
          ...{ config, database, lifetimeMs: LOOP_LIFETIME_MS, log },
          onConcluded: (template, outcome) => metrics?.mailConcluded(template, outcome),
        }),
        sweep: () =>
          sweep({
            ...queries,
            ...{ start: gateway.start, deliver: gateway.deliver, seal, lifetimeMs: LOOP_LIFETIME_MS },
            markTold: (ids) => markTold(database, ids, new Date()),
            count,
            beat: () => beat(database, { id: 'sweep', kind: 'sweep' }),
          }),
      },
    },
  };
  const workers = await Promise.all(config.workerQueues.map((queue) => Worker.create(served[queue])));
  await client.workflow.start('dispatcher', {
    workflowId: 'dispatcher',
    taskQueue: QUEUES.people,
    args: [{ queue: QUEUES.mail }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });
  await ensureSchedules(client, config.policy);
  const pulse = await keepBeating(database, { file: config.pulseFile });
  await markKey(database, config.encryptionKeys[0]?.id ?? '');
  const watchers =
    metrics === null || workerPort === null
      ? null
      : await tellWatchers(
          { host, port: workerPort },
          {
            metrics: metrics.text,
            alive: () => workers.every((worker) => worker.getState() === 'RUNNING'),
          },
        );
  log.info('worker ready');
  await Promise.all(workers.map((worker) => worker.runUntil(stop)));
  stopLooking();
  await watchers?.close();
  await pulse.stop();
  await Promise.all([
    database.$disconnect(),
    purge.$disconnect(),
    connection.close(),
    client.connection.close(),
    stopTracing(),
  ]);
}

/** The facts as the role of the purge has them (S7): two connections, for it goes on batch after batch. Throws where production has no such role. */
function purgeDatabase({ production, purgeDatabaseUrl }: Config, database: Database): Database {
  if (purgeDatabaseUrl !== null) return openDatabase(purgeDatabaseUrl, 2);
  if (production)
    throw new Error('PURGE_DATABASE_URL: missing: the role that purges what is over its term, passerelle_purge (S7).');
  return database;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    stopWithParent(resolve);
  });
  try {
    await runWorker(loadConfig(), stop);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
