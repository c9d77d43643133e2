import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { removeAfterUs } from '../../ops/guard.ts';
import { freePort, stopChild } from '../../ops/pids.ts';
import { allGone, descendants, living, type SingleMachine, startSingleMachine } from './singleMachine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-refusals-'));
chmodSync(folder, 0o755); // as root, PostgreSQL runs as a user of its own
removeAfterUs(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    await allGone([...seen]);
    expect(living([...seen])).toEqual([]);
    return running.said.filter((line) => !line.startsWith('  ')).join('\n');
  }
  const refused = () => path.join(folder, `refused-${number}`);

  test('no PostgreSQL at DATABASE_URL', async () => {
    const url = `postgresql://app:x@127.0.0.1:${await freePort()}/passerelle`;
    expect(await refusal({ DATABASE_URL: url })).toMatch(
      /^DATABASE_URL does not answer \(.*ECONNREFUSED.*unset DATABASE_URL.*$/,
    );
  });

  test('no Temporal at TEMPORAL_ADDRESS', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    expect(await refusal({ TEMPORAL_ADDRESS: address })).toMatch(
      new RegExp(`^TEMPORAL_ADDRESS ${address} does not answer .*unset TEMPORAL_ADDRESS.*$`),
    );
  });

  test('no mail relay at SMTP_URL: told at once, without its password, and nothing else is started', async () => {
    const port = await freePort();
    const said = await refusal({ SMTP_URL: `smtp://someone:hidden@127.0.0.1:${port}` });
    expect(said).toMatch(new RegExp(`^SMTP_URL does not answer \\(127\\.0\\.0\\.1:${port}\\).*unset SMTP_URL.*$`));
    expect(readdirSync(refused())).toEqual(['secrets.json']);
  });

  test.each(['/proc/passerelle', 'a file'])('DATA_DIR that cannot be written to: %s', async (place) => {
    const dataDir = place === 'a file' ? path.join(folder, 'file') : place;
    if (place === 'a file') writeFileSync(dataDir, '');
    expect(await refusal({ DATA_DIR: dataDir })).toMatch(/cannot be written to \(.*set DATA_DIR to another folder\.$/);
  });

  test('no such program as the Temporal server', async () => {
    expect(await refusal({ TEMPORAL_BINARY: '/nowhere/temporal' })).toMatch(
      /^The Temporal server did not start .*set TEMPORAL_ADDRESS.*$/,
    );
  });

  test('a wrong variable, told before anything is started', async () => {
    const said = await refusal({ POLICY_REM_2: 'soon', PUBLIC_URL: 'here' });
    expect(said).toMatch(/^The environment is not complete/);
    expect(running?.said.filter((line) => line.startsWith('  - '))).toHaveLength(2);
  });

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
  });

  test('production: this stack is not for it (S10)', async () => {
    expect(await refusal({ NODE_ENV: 'production' })).toMatch(/not for production/);
  });
});
