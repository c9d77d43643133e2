import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChildren } from '../../ops/children.ts';
import type { DevMail } from '../../ops/devMailbox.ts';
import { freePort, onFreePort } from '../../ops/pids.ts';
import { seed } from '../../ops/seed/index.ts';
import { type RunningTemporal, startTemporal } from '../../ops/temporalServer.ts';
import { outsideTheYear } from '../outsideTheYear.ts';
import { createTestDatabase, type TestDatabase, workflowBundlePath } from '../stack.ts';

export interface E2eStack {
  base: string;
  password: string;
  databaseUrl: string;
  ownerUrl: string;
  temporalAddress: string;
  /** key that opens its payloads */
  keys: { id: string; key: Buffer }[];
  /** what the SMTP server took, oldest first, as it wrote it down */
  mails(): DevMail[];
  stop(): Promise<void>;
}

interface Servers {
  folder: string;
  database: TestDatabase;
  temporal: RunningTemporal;
  password: string;
  over: Record<string, string>;
}

/**
 * The product as it runs: `worker.ts` and `server.ts` as processes, the development mailbox behind SMTP, a database of its own.
 * Temporal is its own too: the dispatcher and the queues have fixed names. `over`: variables of its environment.
 */
export async function startE2eStack(over: Record<string, string> = {}): Promise<E2eStack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-e2e-'));
  const [database, temporal] = await Promise.all([
    createTestDatabase(),
    onFreePort((port) => startTemporal({ binary: process.env.TEMPORAL_BINARY ?? 'temporal', port, folder: null })),
  ]);
  process.once('exit', () => temporal.process.kill('SIGKILL'));
  const password = `e2e-${randomBytes(9).toString('base64url')}`;
  await seed({ databaseUrl: database.url, demoPassword: password });
  try {
    return await onFreePort((port) => startOn(port, { folder, database, temporal, password, over }));
  } catch (error) {
    await Promise.all([temporal.stop(), database.drop()]);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Worker, API and mailbox on servers that run. */
async function startOn(port: number, given: Servers): Promise<E2eStack> {
  const { folder, database, temporal, password, over } = given;
  const mailboxPort = await freePort();
  const key = randomBytes(32);
  const deaths: string[] = [];
  let died: (line: string) => void = () => {};
  const death = new Promise<never>((_, reject) => {
    died = (line) => {
      deaths.push(line);
      reject(new Error(line));
    };
  });
  death.catch(() => {});
  const children = startChildren(
    {
      ...process.env,
      ...outsideTheYear(),
      NODE_ENV: 'development',
      NODE_OPTIONS: '',
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: 'default',
      SMTP_URL: `smtp://127.0.0.1:${mailboxPort}`,
      DEV_MAILBOX_PORT: String(mailboxPort),
      ENCRYPTION_KEYS: `e2e:${key.toString('base64')}`,
      DEMO_PASSWORD: password,
      WORKFLOW_BUNDLE: workflowBundlePath(),
      LOG_LEVEL: 'warn',
      ...over,
    },
    died,
  );
  const base = `http://127.0.0.1:${port}`;
  const stack: E2eStack = {
    base,
    password,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    temporalAddress: temporal.address,
    keys: [{ id: 'e2e', key }],
    mails() {
      const file = path.join(folder, 'mails.jsonl'); // written with the first mail
      const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as DevMail);
    },
    async stop() {
      await children.stop();
      await Promise.all([temporal.stop(), database.drop()]);
      rmSync(folder, { recursive: true, force: true });
      if (deaths.length > 0) throw new Error(deaths.join('\n'));
    },
  };
  try {
    await Promise.race([children.ready(`${base}/health/ready`), death]);
    return stack;
  } catch (error) {
    await children.stop();
    throw error;
  }
}
