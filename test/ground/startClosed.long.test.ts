import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { removeAfterUs } from '../../ops/guard.ts';
import { freePort, stopChild } from '../../ops/pids.ts';
import { removeCluster } from '../../ops/postgresPlace.ts';
import { allGone, descendants, dossiers, type SingleMachine, startSingleMachine } from './singleMachine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-start-'));
chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
removeAfterUs(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Only root has PostgreSQL run as another user, who may not enter. */
const ROOT = process.getuid?.() === 0;

describe('npm start in a folder that only its owner may enter (start.long and refusals.long have the rest)', () => {
  const home = path.join(folder, 'home');
  const dataDir = path.join(home, 'data');
  let running: SingleMachine | undefined;
  afterAll(async () => {
    if (running !== undefined) await stopChild(running.child, 30_000);
    removeCluster(path.join(dataDir, 'postgres'));
  });

  test('it starts, stops in order, and has the same dossiers when it starts again; the folder stays closed', async () => {
    mkdirSync(home, { mode: 0o700 });
    const start = async () => {
      running = startSingleMachine({ DATA_DIR: dataDir, PORT: String(await freePort()) });
      await running.ready;
      return running;
    };
    const first = await start();
    const told = first.said.filter((line) => line.startsWith("  PostgreSQL's files are in "));
    const place = realpathSync(path.join(dataDir, 'postgres'));
    expect(place.startsWith(home)).toBe(!ROOT);
    expect(told).toEqual(ROOT ? [expect.stringContaining(` ${place}, where ${dataDir}/postgres leads`)] : []);
    const before = await dossiers(dataDir);
    expect(before.length).toBeGreaterThan(5);
    const pids = descendants(first.child.pid ?? 0);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    await allGone(pids);
    await start();
    expect((await dossiers(dataDir)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });
});
