// Worker of the bench: the product's, with the floor's workflow and activity beside its own. Tells its memory and CPU when asked.
import { randomBytes } from 'node:crypto';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { hashPassword } from '../../adapters/identity/passwords.ts';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { openDatabase } from '../../adapters/store/prisma.ts';
import {
  BULK_WORKER,
  connectionOptions,
  dataConverter,
  openTemporal,
  PROCESS_WORKER,
  processGateway,
  WORKER_CONNECTIONS,
} from '../../adapters/temporal/temporal.ts';
import { workerDeps } from '../../adapters/workerDeps.ts';
import { loadConfig } from '../../config.ts';
import { mailboxOf } from '../../domain/caf/cafs.ts';
import { QUEUES } from '../../domain/process/queues.ts';
import { stopWithParent } from '../parent.ts';
import type { JobSteps } from './job.ts';
import { TIGHT_QUEUE } from './peers.ts';

/** What the worker says of itself when it gets any message. */
export interface WorkerFigures {
  rssBytes: number;
  heapBytes: number;
  cpuMs: number;
}

/** The last of the floor's steps, where the documents come in force. */
const HASHED_STEP = 5;

const config = loadConfig();
Runtime.install({ logger: new DefaultLogger('ERROR') });
const database = openDatabase(config.databaseUrl, WORKER_CONNECTIONS, { prepared: true });
const client = await openTemporal(config.temporal, config.encryptionKeys);
const gateway = processGateway(client);
const connection = await NativeConnection.connect(connectionOptions(config.temporal));
const options = {
  connection,
  dataConverter: dataConverter(config.encryptionKeys),
  workflowBundle: { codePath: process.env.WORKFLOW_BUNDLE ?? '' },
  activities: {
    ...createActivities(
      workerDeps(database, gateway, {
        purge: database,
        policy: config.policy,
        seal: createSeal(config.encryptionKeys),
        mailboxOf: mailboxOf(config.cafMailbox),
      }),
    ),
    async insertRow({ processId, step }: { processId: string; step: number }): Promise<void> {
      // slow by design (S4), so it is measured apart: the floor makes the hash of the administrateur's first password too (ADM-10)
      if (step === HASHED_STEP) await hashPassword(randomBytes(12).toString('base64'));
      await database.$executeRaw`INSERT INTO bench_floor (process_id, step, at) VALUES (${processId}, ${step}, ${new Date()})`;
    },
  },
};
/** Rows of the peers' job (P8). */
const steps: JobSteps = {
  async openJob(job) {
    await database.$transaction([
      database.$executeRaw`INSERT INTO bench_job (id, state) VALUES (${job}, 'created') ON CONFLICT DO NOTHING`,
      database.$executeRaw`UPDATE bench_job SET state = 'checked' WHERE id = ${job}`,
      database.$executeRaw`WITH told AS (INSERT INTO bench_job_audit (job, what) VALUES (${job}, 'mail-sent'))
        INSERT INTO bench_job_mail (job, body) VALUES (${job}, 'please sign') ON CONFLICT DO NOTHING`,
    ]);
  },
  async endJob(job) {
    await database.$executeRaw`WITH done AS (UPDATE bench_job SET state = 'active' WHERE id = ${job})
      INSERT INTO bench_job_audit (job, what) VALUES (${job}, 'activated')`;
  },
};
const activities = { ...options.activities, ...steps };
const workers = await Promise.all([
  Worker.create({ ...options, ...PROCESS_WORKER, activities, taskQueue: QUEUES.people }),
  Worker.create({ ...options, ...BULK_WORKER, taskQueue: QUEUES.bulk }),
  Worker.create({
    ...{ connection, workflowBundle: options.workflowBundle, activities: steps, taskQueue: TIGHT_QUEUE },
    ...{ maxConcurrentWorkflowTaskExecutions: 100, maxConcurrentLocalActivityExecutions: 100 },
  }),
]);
const shutdown = () => {
  for (const worker of workers) worker.shutdown();
};
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const figures: WorkerFigures = { rssBytes: rss, heapBytes: heapUsed + external, cpuMs: (user + system) / 1_000 };
  process.send?.(figures);
});
process.on('SIGTERM', shutdown);
stopWithParent(shutdown);
process.send?.('ready');
await Promise.all(workers.map((worker) => worker.run()));
process.exit(0);
