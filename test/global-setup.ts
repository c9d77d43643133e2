import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { USAGE_RULES_VERSION } from '../domain/usageRules/rules.ts';
import { removeAfterUs } from '../ops/guard.ts';
import { migrate } from '../ops/migrate.ts';
import { onFreePort } from '../ops/pids.ts';
import { ensureDatabase, type RunningPostgres, startPostgres, withClient } from '../ops/postgres.ts';
import { type RunningTemporal, startTemporal } from '../ops/temporalServer.ts';

const TEMPLATE = 'passerelle_template';

declare global {
  var passerelleTestServers: { stop(): Promise<void> } | undefined;
}

/** One PostgreSQL, one Temporal server and one workflow bundle for every test file; each file copies the migrated database. */
export default async function setup(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-test-'));
  removeAfterUs(folder); // and both servers are stopped, whatever becomes of this run (ops/guard.ts)
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
  const [postgres, temporal, bundle] = await Promise.all([
    onFreePort((port) =>
      startPostgres({
        folder: path.join(folder, `postgres-${port}`),
        port,
        passwords: { owner: 'test-owner', app: 'test-app', purge: 'test-purge' },
        durable: false,
        say: console.error,
      }),
    ),
    onFreePort((port) => startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port, folder: null })),
    bundled(),
  ]);
  await ensureDatabase(postgres.url('postgres', 'owner'), TEMPLATE);
  await migrate(postgres.url(TEMPLATE, 'owner'));
  await withClient(postgres.url(TEMPLATE, 'owner'), async (client) => {
    // the people of tests have read the rules of use (UI-5); those of whom it is asked are told otherwise by their test
    await client.query(`
      CREATE FUNCTION has_read_the_rules() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.rules_version := coalesce(NEW.rules_version, ${USAGE_RULES_VERSION}); RETURN NEW; END $$;
      CREATE TRIGGER has_read_the_rules BEFORE INSERT ON app_user FOR EACH ROW EXECUTE FUNCTION has_read_the_rules()`);
  });
  process.env.TEST_FOLDER = folder;
  process.env.TEST_POSTGRES_OWNER_URL = postgres.url('postgres', 'owner');
  process.env.TEST_POSTGRES_APP_URL = postgres.url('postgres', 'app');
  process.env.TEST_POSTGRES_PURGE_URL = postgres.url('postgres', 'purge');
  process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
  process.env.WORKFLOW_BUNDLE = bundle;
  globalThis.passerelleTestServers = { stop: () => stopAll(postgres, temporal, folder) };
}

/** Where the workflows are, made in a process of its own: what makes them would be kept in memory until the last test. */
async function bundled(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', 'ops/bundle.ts']);
  return stdout.trim();
}

async function stopAll(postgres: RunningPostgres, temporal: RunningTemporal, folder: string): Promise<void> {
  await Promise.all([postgres.stop(), temporal.stop()]);
  postgres.remove();
  rmSync(folder, { recursive: true, force: true });
}
