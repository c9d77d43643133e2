import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { claimDataDir } from './dataDir.ts';
import {
  freePort,
  onFreePort,
  outgoingPorts,
  pidAlive,
  portFree,
  readPid,
  requirePort,
  serverPorts,
  stopChild,
  stopLeftover,
} from './pids.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-pids-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that ends at SIGTERM, or does not care, and names `mark` in its command line. */
async function sleeper(mark: string, deaf = false) {
  const script = `${deaf ? "process.on('SIGTERM', () => {});" : ''} setInterval(() => {}, 1000); console.log('up')`;
  const child = spawn(process.execPath, ['-e', script, mark], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return { child, pid: child.pid ?? 0 };
}

describe('ports', () => {
  const listen = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
    });

  test('a free one is free until somebody listens there, and afterwards', async () => {
    const port = await freePort();
    expect(await portFree(port)).toBe(true);
    const server = await listen(port);
    expect(await portFree(port)).toBe(false);
    await expect(requirePort(port, '127.0.0.1')).rejects.toThrow(/is in use: .*set PORT/);
    await new Promise((resolve) => server.close(resolve));
    expect(await portFree(port)).toBe(true);
  });

  test.each([
    ['32768\t60999\n', [32_768, 60_999]],
    ['1024 65535', [1_024, 65_535]],
    ['', [32_768, 65_535]],
    [null, [32_768, 65_535]],
  ])('the system says which ones go out: %j', (text, range) => {
    const file = path.join(folder, 'ip_local_port_range');
    rmSync(file, { force: true });
    if (text !== null) writeFileSync(file, text);
    expect(outgoingPorts(file)).toEqual(range);
  });

  test.each([
    [
      [32_768, 60_999],
      [10_240, 32_767],
    ],
    [
      [1_024, 32_767],
      [32_768, 65_535],
    ],
    [
      [10_500, 64_000],
      [64_001, 65_535],
    ],
    [
      [1_024, 65_535],
      [10_240, 65_535],
    ],
  ] as const)('where %j go out, servers are drawn from %j', (outgoing, servers) =>
    expect(serverPorts(outgoing)).toEqual(servers),
  );

  test('a free one is none that an outgoing connection may be given, and never the same again', async () => {
    const [least, most] = serverPorts(outgoingPorts());
    const ports = await Promise.all(Array.from({ length: 100 }, () => freePort()));
    expect(new Set(ports).size).toBe(100);
    expect(ports.filter((port) => port < least || port > most)).toEqual([]);
  });

  test('one that is lost between asking and listening is taken anew; another fault is told', async () => {
    const [lost, next] = [await freePort(), await freePort()];
    const thief = await listen(lost);
    const choices = [lost, next];
    const choose = async () => choices.shift() ?? 0;
    const start = async (port: number) => {
      if (!(await portFree(port))) throw new Error('could not create any TCP/IP sockets');
      return port;
    };
    expect(await onFreePort(start, choose)).toBe(next);
    let tries = 0;
    const refuse = (message: string) => () => {
      tries += 1;
      return Promise.reject(new Error(message));
    };
    await expect(onFreePort(refuse('listen EADDRINUSE'), async () => next)).rejects.toThrow('EADDRINUSE');
    expect(tries).toBe(3);
    await expect(onFreePort(refuse('no such program'), async () => next)).rejects.toThrow('no such program');
    expect(tries).toBe(4);
    // no word of ports, but somebody sits there
    await expect(onFreePort(refuse('it ended at once'), async () => lost)).rejects.toThrow('at once');
    expect(tries).toBe(7);
    await new Promise((resolve) => thief.close(resolve));
  });

  test('an address that is not of this machine is not called a port in use', async () => {
    // 192.0.2.0/24 is for documentation (RFC 5737): nobody has it
    await expect(requirePort(await freePort(), '192.0.2.1')).rejects.toThrow(
      /^HOST 192\.0\.2\.1 is no address .*unset it/,
    );
  });
});

describe('processes of an earlier run', () => {
  test('a pid file holds a pid, or nothing that could be one', () => {
    const file = path.join(folder, 'some.pid');
    for (const [text, pid] of [
      ['4242\n/data\n', 4242],
      ['', null],
      ['1\n', null],
      ['-5', null],
      ['soon', null],
    ] as const) {
      writeFileSync(file, text);
      expect(readPid(file)).toBe(pid);
    }
    expect(readPid(path.join(folder, 'none.pid'))).toBeNull();
  });

  test('one that is another program by now is let live', async () => {
    const { child, pid } = await sleeper('another-program');
    expect([pidAlive(pid, 'another-program'), pidAlive(pid, 'our-server')]).toEqual([true, false]);
    await stopLeftover(pid, 'our-server', 'SIGTERM');
    expect(child.exitCode ?? child.signalCode).toBeNull();
    await stopChild(child);
    expect(pidAlive(pid, 'another-program')).toBe(false);
  });

  test('ours is stopped; one that does not listen is killed', async () => {
    for (const deaf of [false, true]) {
      const { child, pid } = await sleeper('our-server', deaf);
      await stopLeftover(pid, 'our-server', 'SIGTERM', 300);
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
      expect(child.signalCode).toBe(deaf ? 'SIGKILL' : 'SIGTERM');
    }
  });
});

describe('a DATA_DIR has one stack at a time', () => {
  const held = path.join(folder, 'data');

  test('another one is refused, with what to do', async () => {
    claimDataDir(held, 'stack').release();
    const { child, pid } = await sleeper('stack');
    writeFileSync(path.join(held, 'start.pid'), `${pid}\n`);
    expect(() => claimDataDir(held, 'stack')).toThrow(new RegExp(`process ${pid}.*set DATA_DIR`));
    await stopChild(child);
    expect(claimDataDir(held, 'stack')).toMatchObject({ crashed: true });
  });

  test('after an orderly stop nothing is left', () => {
    claimDataDir(held, 'stack').release();
    const claim = claimDataDir(held, 'stack');
    expect(claim.crashed).toBe(false);
    claim.release();
  });
});
