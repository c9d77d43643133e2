import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { removeAfterUs } from '../../ops/guard.ts';
import { freePort, stopChild } from '../../ops/pids.ts';
import { withClient } from '../../ops/postgres.ts';
import { eventually } from '../running.ts';
import {
  allGone,
  descendants,
  living,
  ownerUrl,
  type SingleMachine,
  startSingleMachine,
  worker,
} from './singleMachine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-start-'));
chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
removeAfterUs(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** P7: 15 s on a prepared machine that does nothing else; this one may run other tests at once. */
const READY_MS = 60_000;

interface Row {
  id: string;
  state: string;
  next_action_at: Date | null;
}

/** Every dossier that is open. */
async function dossiers(dataDir: string): Promise<Row[]> {
  const { rows } = await withClient(ownerUrl(dataDir), (client) =>
    client.query<Row>('SELECT id, state, next_action_at FROM process WHERE closed_at IS NULL ORDER BY id'),
  );
  return rows;
}

/**
 * Nothing moves by itself any more but on time: while its mail has not left, an account is CREE, and its 24 hours begin with the command
 * that says that it has.
 */
async function settled(dataDir: string): Promise<boolean> {
  const { rows } = await withClient(ownerUrl(dataDir), (client) =>
    client.query(`
      SELECT 1 FROM mail WHERE state IN ('A_ENVOYER', 'EN_COURS')
        UNION ALL SELECT 1 FROM command WHERE done_at IS NULL
        UNION ALL SELECT 1 FROM process WHERE state = 'CREE' LIMIT 1`),
  );
  return rows.length === 0;
}

describe('npm start', () => {
  const dataDir = path.join(folder, 'data');
  let port: number;
  let running: SingleMachine | undefined;
  const start = (env: Record<string, string> = {}) => {
    running = startSingleMachine({ DATA_DIR: dataDir, PORT: String(port), POLICY_REM_3: '30s', ...env });
    return running;
  };
  beforeAll(async () => {
    port = await freePort();
  });
  afterAll(async () => {
    if (running !== undefined) await stopChild(running.child, 30_000);
  }, 40_000);

  test(
    'R9: stopped with processes waiting and started again, it has the same state, and timers fire at their instants',
    async () => {
      const first = start();
      await first.ready;
      expect(first.said.join('\n')).toMatch(/DEMO_PASSWORD is not set: .*« demo-/);
      expect(first.said.at(-1)).toBe(`Passerelle ready: http://127.0.0.1:${port}`);
      await eventually('the demonstration data wait for people only', () => settled(dataDir), 30_000);
      const before = await dossiers(dataDir);
      const due = before.filter(
        (row) => row.next_action_at !== null && row.next_action_at.getTime() - Date.now() < 60_000,
      );
      expect(before.length).toBeGreaterThan(5);
      expect(due.length).toBeGreaterThan(0);
      const pids = descendants(first.child.pid ?? 0);
      expect(pids.length).toBeGreaterThan(4);
      first.child.kill('SIGTERM');
      expect(await first.ended).toBe(0);
      await allGone(pids, 3_000);

      const second = start();
      await second.ready;
      const after = await dossiers(dataDir);
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
      for (const row of before.filter((one) => !due.includes(one)))
        expect(after.find(({ id }) => id === row.id)?.state).toBe(row.state);
      const ready = Date.now();
      for (const row of due) {
        const instant = row.next_action_at ?? new Date(0);
        const { at } = await eventually(
          `the reminder of ${row.id}, due ${instant.toISOString()}`,
          async () =>
            (
              await withClient(ownerUrl(dataDir), (client) =>
                client.query<{ at: Date }>(
                  'SELECT created_at AS at FROM mail WHERE process_id = $1 AND created_at >= $2 ORDER BY created_at LIMIT 1',
                  [row.id, new Date(instant.getTime() - 5_000)],
                ),
              )
            ).rows[0] ?? null,
          45_000,
        );
        expect(at.getTime()).toBeGreaterThanOrEqual(instant.getTime());
        expect(at.getTime()).toBeLessThan(Math.max(instant.getTime(), ready) + 10_000);
      }
    },
    2 * READY_MS + 60_000,
  );

  test('its folder and its port are its own: a second one says so and leaves', async () => {
    const same = startSingleMachine({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    expect(await same.ended).toBe(1);
    expect(same.said).toEqual([expect.stringMatching(/is in use by another Passerelle .*set DATA_DIR/)]);
    const taken = startSingleMachine({ DATA_DIR: path.join(folder, 'other'), PORT: String(port) });
    expect(await taken.ended).toBe(1);
    expect(taken.said).toEqual([expect.stringMatching(new RegExp(`Port ${port} is in use.*set PORT`))]);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200); // the first one minds neither
  }, 30_000);

  test(
    'killed with -9 and started again at once, it takes everything back; nothing is left of the old one',
    async () => {
      const pids = descendants(running?.child.pid ?? 0);
      const before = await dossiers(dataDir);
      running?.child.kill('SIGKILL');
      const again = start();
      await again.ready;
      await allGone(pids, 15_000);
      expect((await dossiers(dataDir)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    },
    READY_MS + 30_000,
  );

  test('a part that dies takes the rest with it: exit 1 with one line, nothing left', async () => {
    const pids = descendants(running?.child.pid ?? 0);
    process.kill(worker(pids), 'SIGKILL');
    expect(await running?.ended).toBe(1);
    expect(running?.said.at(-1)).toMatch(/^worker\.ts ended \(SIGKILL\)/);
    await allGone(pids, 3_000);
  }, 40_000);
});

describe('npm start refuses with one line that says what to do, and leaves nothing behind', () => {
  let running: SingleMachine | undefined;
  let number = 0;
  afterEach(async () => {
    if (running !== undefined) await stopChild(running.child, 30_000);
  });

  /** Its last line once it has ended; fails when a process of it is left. */
  async function refusal(env: Record<string, string>): Promise<string> {
    number += 1;
    running = startSingleMachine({
      DATA_DIR: refused(),
      PORT: String(await freePort()),
      ...env,
    });
    const seen = new Set<number>();
    const watch = setInterval(() => {
      for (const pid of descendants(running?.child.pid ?? 0)) seen.add(pid);
    }, 100);
    expect(await running.ended).toBe(1);
    clearInterval(watch);
    await allGone([...seen], 10_000);
    expect(living([...seen])).toEqual([]);
    return running.said.filter((line) => !line.startsWith('  ')).join('\n');
  }
  const refused = () => path.join(folder, `refused-${number}`);

  test('no PostgreSQL at DATABASE_URL', async () => {
    const url = `postgresql://app:x@127.0.0.1:${await freePort()}/passerelle`;
    expect(await refusal({ DATABASE_URL: url })).toMatch(
      /^DATABASE_URL does not answer \(.*ECONNREFUSED.*unset DATABASE_URL.*$/,
    );
  }, 30_000);

  test('no Temporal at TEMPORAL_ADDRESS', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    expect(await refusal({ TEMPORAL_ADDRESS: address })).toMatch(
      new RegExp(`^TEMPORAL_ADDRESS ${address} does not answer .*unset TEMPORAL_ADDRESS.*$`),
    );
  }, 30_000);

  test('no mail relay at SMTP_URL: told at once, without its password, and nothing else is started', async () => {
    const port = await freePort();
    const said = await refusal({ SMTP_URL: `smtp://someone:hidden@127.0.0.1:${port}` });
    expect(said).toMatch(new RegExp(`^SMTP_URL does not answer \\(127\\.0\\.0\\.1:${port}\\).*unset SMTP_URL.*$`));
    expect(readdirSync(refused())).toEqual(['secrets.json']);
  }, 30_000);

  test.each(['/proc/passerelle', 'a file'])(
    'DATA_DIR that cannot be written to: %s',
    async (place) => {
      const dataDir = place === 'a file' ? path.join(folder, 'file') : place;
      if (place === 'a file') writeFileSync(dataDir, '');
      expect(await refusal({ DATA_DIR: dataDir })).toMatch(
        /cannot be written to \(.*set DATA_DIR to another folder\.$/,
      );
    },
    30_000,
  );

  test('no such program as the Temporal server', async () => {
    expect(await refusal({ TEMPORAL_BINARY: '/nowhere/temporal' })).toMatch(
      /^The Temporal server did not start .*set TEMPORAL_ADDRESS.*$/,
    );
  }, 30_000);

  test('a wrong variable, told before anything is started', async () => {
    const said = await refusal({ POLICY_REM_2: 'soon', PUBLIC_URL: 'here' });
    expect(said).toMatch(/^The environment is not complete/);
    expect(running?.said.filter((line) => line.startsWith('  - '))).toHaveLength(2);
  }, 30_000);

  test('a port that is taken by another program', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    try {
      expect(await refusal({ PORT: String(port) })).toMatch(
        `Port ${port} is in use: stop what listens there, or set PORT`,
      );
      // the next start is the first one, and tells the password
      expect(existsSync(path.join(refused(), 'secrets.json'))).toBe(false);
    } finally {
      server.close();
    }
  }, 30_000);

  test('production: this stack is not for it (S10)', async () => {
    expect(await refusal({ NODE_ENV: 'production' })).toMatch(/not for production/);
  }, 30_000);

  test('stopped while it makes its database, it leaves neither a half of it nor its password', async () => {
    const dataDir = path.join(folder, 'interrupted');
    running = startSingleMachine({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    const drafts = () =>
      (existsSync(dataDir) ? readdirSync(dataDir) : []).filter((name) => /^postgres\.(?!log)/.test(name));
    await eventually('the database is being made', async () => drafts().length > 0, 20_000);
    const pids = descendants(running.child.pid ?? 0);
    running.child.kill('SIGTERM');
    await running.ended;
    await allGone(pids, 10_000);
    expect(drafts()).toEqual([]);
  }, 40_000);
});
