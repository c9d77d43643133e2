import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { migrate } from '../ops/migrate.ts';
import { freePort } from '../ops/pids.ts';
import { ensureDatabase, startPostgres } from '../ops/postgres.ts';
import { type RunningTemporal, startTemporal } from '../ops/temporalServer.ts';

const TEMPLATE = 'passerelle_template';

declare global {
  var passerelleTestServers: { stop(): Promise<void> } | undefined;
}

/** One PostgreSQL, one Temporal server and one workflow bundle for every test file; each file copies the migrated database. */
export default async function setup(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-test-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
  const [postgres, temporal, bundle] = await Promise.all([
    onFreePort((port) =>
      startPostgres({
        folder: path.join(folder, `postgres-${port}`),
        port,
        passwords: { owner: 'test-owner', app: 'test-app' },
        durable: false,
      }),
    ),
    onFreePort((port) => startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port, folder: null })),
    bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
      failureConverterPath: fileURLToPath(new URL('../adapters/failureConverter.ts', import.meta.url)),
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
    }),
  ]);
  await ensureDatabase(postgres.url('postgres', 'owner'), TEMPLATE);
  await migrate(postgres.url(TEMPLATE, 'owner'));
  const bundlePath = path.join(folder, 'workflows.js');
  writeFileSync(bundlePath, bundle.code);
  process.env.TEST_POSTGRES_OWNER_URL = postgres.url('postgres', 'owner');
  process.env.TEST_POSTGRES_APP_URL = postgres.url('postgres', 'app');
  process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
  process.env.WORKFLOW_BUNDLE = bundlePath;
  globalThis.passerelleTestServers = { stop: () => stopAll(postgres, temporal, folder) };
  process.once('exit', () => temporal.process.kill('SIGKILL'));
}

/** Between asking for a free port and taking it another process may have taken it: try again on the next. */
async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

async function stopAll(postgres: { stop(): Promise<void> }, temporal: RunningTemporal, folder: string): Promise<void> {
  await Promise.all([postgres.stop(), temporal.stop()]);
  rmSync(folder, { recursive: true, force: true });
}
