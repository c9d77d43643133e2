import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { removeAfterUs } from '../../ops/guard.ts';
import { freePort, stopChild } from '../../ops/pids.ts';
import { withClient } from '../../ops/postgres.ts';
import { eventually } from '../running.ts';
import {
  allGone,
  descendants,
  dossiers,
  isWorker,
  ownerUrl,
  type SingleMachine,
  settled,
  startSingleMachine,
} from './singleMachine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-start-long-'));
chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
removeAfterUs(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  });

  test('R9: stopped with processes waiting and started again, it has the same state, and timers fire at their instants', async () => {
    const first = start();
    await first.ready;
    expect(first.said.join('\n')).toMatch(/DEMO_PASSWORD is not set: .*« demo-/);
    expect(first.said.at(-1)).toBe(`Passerelle ready: http://127.0.0.1:${port}`);
    await eventually('the demonstration data wait for people only', () => settled(dataDir));
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
    await allGone(pids);

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
      );
      expect(at.getTime()).toBeGreaterThanOrEqual(instant.getTime());
      expect(at.getTime()).toBeLessThan(Math.max(instant.getTime(), ready) + 60_000);
    }
  });

  test('its folder and its port are its own: a second one says so and leaves', async () => {
    const same = startSingleMachine({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    expect(await same.ended).toBe(1);
    expect(same.said).toEqual([expect.stringMatching(/is in use by another Passerelle .*set DATA_DIR/)]);
    const taken = startSingleMachine({ DATA_DIR: path.join(folder, 'other'), PORT: String(port) });
    expect(await taken.ended).toBe(1);
    expect(taken.said).toEqual([expect.stringMatching(new RegExp(`Port ${port} is in use.*set PORT`))]);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200); // the first one minds neither
  });

  test('killed with -9 and started again at once, it takes everything back; nothing is left of the old one', async () => {
    const pids = descendants(running?.child.pid ?? 0);
    const before = await dossiers(dataDir);
    running?.child.kill('SIGKILL');
    const again = start();
    await again.ready;
    await allGone(pids);
    expect((await dossiers(dataDir)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('a worker that dies is started again, and at its fourth death within a minute takes the rest with it: exit 1 with its last words, nothing left', async () => {
    let over = false;
    void running?.ended.then(() => {
      over = true;
    });
    const killed = new Set<number>();
    const pids = new Set<number>();
    while (!over) {
      const now = descendants(running?.child.pid ?? 0);
      for (const pid of now) pids.add(pid);
      // one that has just begun, or nobody for a moment
      const [next] = now.filter((pid) => isWorker(pid) && !killed.has(pid));
      if (next === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
      else {
        killed.add(next);
        process.kill(next, 'SIGKILL');
      }
    }
    expect(await running?.ended).toBe(1);
    expect(killed.size).toBe(4);
    expect(running?.said.filter((line) => line.includes('it is started again'))).toHaveLength(3);
    expect(running?.said.join('\n')).toMatch(
      /worker\.ts ended \(SIGKILL\), 4 times in a minute: everything is stopped/,
    );
    await allGone([...pids]);
  });
});

describe('npm start stopped half-way', () => {
  test('stopped while it makes its database, it leaves neither a half of it nor its password', async () => {
    const dataDir = path.join(folder, 'interrupted');
    const running = startSingleMachine({ DATA_DIR: dataDir, PORT: String(await freePort()) });
    const drafts = () =>
      (existsSync(dataDir) ? readdirSync(dataDir) : []).filter((name) => /^postgres\.(?!log)/.test(name));
    await eventually('the database is being made', async () => drafts().length > 0);
    const pids = descendants(running.child.pid ?? 0);
    running.child.kill('SIGTERM');
    await running.ended;
    await allGone(pids);
    expect(drafts()).toEqual([]);
  });
});
