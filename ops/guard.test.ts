import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { pidAlive } from './pids.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-guard-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MARK = 'guarded-by-the-test';

/** A program that starts two others under guard, says their pids, and waits: a server, and one that uses it and tells the order. */
function parent(): string {
  const order = path.join(folder, 'order');
  const child = (name: string) => `
    process.on('SIGTERM', () => setTimeout(() => { require('node:fs').appendFileSync(${JSON.stringify(order)}, '${name} '); process.exit(0); }, 100));
    setInterval(() => {}, 1000); console.log('up')`;
  const file = path.join(folder, 'parent.mts');
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
    import { removeAfterUs, stopAfterUs } from ${JSON.stringify(fileURLToPath(new URL('./guard.ts', import.meta.url)))};
    removeAfterUs(${JSON.stringify(path.join(folder, 'temporary'))});
    const start = async (script, first) => {
      const child = spawn(process.execPath, ['-e', script, '${MARK}'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      stopAfterUs(child, '${MARK}', 'SIGTERM', first);
      return child.pid;
    };
    const pids = [await start(${JSON.stringify(child('server'))}, false), await start(${JSON.stringify(child('program'))}, true)];
    setTimeout(() => console.log(pids.join(' ')), 200);
    setInterval(() => {}, 1000);`,
  );
  return file;
}

describe('ops/guard.ts', () => {
  test('after a kill -9 nothing is left: programs first, then their servers, then temporary folders', async () => {
    const temporary = path.join(folder, 'temporary');
    mkdirSync(temporary);
    writeFileSync(path.join(temporary, 'file'), '');
    const child = spawn(process.execPath, ['--import', 'tsx', parent()], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: fileURLToPath(new URL('../', import.meta.url)),
    });
    const said = await new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
    const pids = said.trim().split(' ').map(Number);
    expect(pids.map((pid) => pidAlive(pid, MARK))).toEqual([true, true]);
    child.kill('SIGKILL');
    for (const end = Date.now() + 60_000; Date.now() < end && existsSync(temporary); )
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pids.map((pid) => pidAlive(pid, MARK))).toEqual([false, false]);
    expect(existsSync(temporary)).toBe(false);
    expect(readFileSync(path.join(folder, 'order'), 'utf8')).toBe('program server ');
  });

  test('nor after a parent that leaves before its guard is up', async () => {
    const file = path.join(folder, 'hasty.mts');
    writeFileSync(
      file,
      `import { spawn } from 'node:child_process';
      import { writeSync } from 'node:fs';
      import { stopAfterUs } from ${JSON.stringify(fileURLToPath(new URL('./guard.ts', import.meta.url)))};
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${MARK}'], { detached: true, stdio: 'ignore' });
      stopAfterUs(child, '${MARK}', 'SIGTERM');
      writeSync(1, String(child.pid));
      process.exit(0);`,
    );
    for (let time = 0; time < 5; time += 1) {
      const child = spawn(process.execPath, ['--import', 'tsx', file], {
        stdio: ['ignore', 'pipe', 'inherit'],
        cwd: fileURLToPath(new URL('../', import.meta.url)),
      });
      const pid = Number(
        await new Promise<string>((resolve) => child.stdout.once('data', (one) => resolve(String(one)))),
      );
      for (const end = Date.now() + 60_000; Date.now() < end && pidAlive(pid, MARK); )
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(pidAlive(pid, MARK)).toBe(false);
    }
  });
});
