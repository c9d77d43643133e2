import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** First line of a pid file as a number, or null. */
export function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** True when the process lives and its command line names `what`: a pid that was given to someone else is not ours. */
export function pidAlive(pid: number, what: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(what);
  } catch {
    return true; // no /proc here: the signal said that it lives
  }
}

/** Stops a process of an earlier run by its pid, when it really is `what`; SIGKILL after `graceMs`. */
export async function stopLeftover(
  pid: number | null,
  what: string,
  signal: NodeJS.Signals,
  graceMs = 8_000,
): Promise<void> {
  if (pid === null || !pidAlive(pid, what)) return;
  process.kill(pid, signal);
  for (const end = Date.now() + graceMs; pidAlive(pid, what); await pause(50)) {
    if (Date.now() < end) continue;
    process.kill(pid, 'SIGKILL');
    return;
  }
}

/** `signal`, then SIGKILL after `graceMs`; resolves when the child is gone. */
export function stopChild(child: ChildProcess, graceMs = 8_000, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill(signal);
  });
}

/** Why this process cannot listen on the port of this address, as the code of its error; null: it can. */
function portFault(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** True when nobody listens on the port of this address. */
export async function portFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await portFault(port, host)) === null;
}

/** Throws the line that says what to do when this process cannot listen there. */
export async function requirePort(port: number, host: string): Promise<void> {
  const fault = await portFault(port, host);
  if (fault === null) return;
  if (fault === 'EADDRINUSE')
    throw new Error(`Port ${port} is in use: stop what listens there, or set PORT to another one.`);
  if (fault === 'EACCES') throw new Error(`Port ${port} is not open to this user: set PORT to one above 1023.`);
  throw new Error(`HOST ${host} is no address of this machine (${fault}): set HOST to one that is, or unset it.`);
}

/** Ports that outgoing connections are given where the system does not tell: from the least of Linux's own default to the last of IANA's. */
const OUTGOING = [32_768, 65_535] as const;
/** Below it stand the ports of known services. */
const LEAST_PORT = 10_240;
/** Fewer than these in a range, and ports that are drawn at once would meet. */
const ENOUGH_PORTS = 1_000;

/** What the system gives to outgoing connections, both ends included (Linux: ip_local_port_range). */
export function outgoingPorts(file = '/proc/sys/net/ipv4/ip_local_port_range'): readonly [number, number] {
  try {
    const [least, most] = readFileSync(file, 'utf8').trim().split(/\s+/).map(Number);
    return Number.isInteger(least) && Number.isInteger(most) ? [Number(least), Number(most)] : OUTGOING;
  } catch {
    return OUTGOING;
  }
}

/** Where ports of servers are drawn from: none of those is taken by a connection that goes out, unless the system leaves no others. */
export function serverPorts([least, most]: readonly [number, number]): readonly [number, number] {
  const ranges = [
    [LEAST_PORT, Math.min(least - 1, 65_535)],
    [Math.max(most + 1, LEAST_PORT), 65_535],
  ] as const;
  return ranges.find(([from, to]) => to - from + 1 >= ENOUGH_PORTS) ?? [LEAST_PORT, 65_535];
}

const drawn = new Set<number>();

/**
 * A port that nobody uses right now, by chance, so that another process that asks at the same time gets another one. It stays free until
 * some server takes it, for no outgoing connection does; this process is never given it again.
 */
export async function freePort(): Promise<number> {
  const [least, most] = serverPorts(outgoingPorts());
  for (let tries = 0; tries < ENOUGH_PORTS; tries += 1) {
    const port = randomInt(least, most + 1);
    if (drawn.has(port)) continue;
    drawn.add(port);
    if (await portFree(port)) return port;
  }
  throw new Error(`No port from ${least} to ${most} is free: stop what listens there.`);
}

/** Whoever took it is another program: the server that was to listen there did not start. */
const LOST = /address already in use|EADDRINUSE|could not create any TCP\/IP sockets/i;

/**
 * Starts a server on a port of `choose`, and on another one where the port was lost between asking and listening. Any other failure is
 * thrown, and so is the last of three.
 */
export async function onFreePort<T>(
  start: (port: number) => Promise<T>,
  choose: () => Promise<number> = freePort,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const port = await choose();
    try {
      return await start(port);
    } catch (error) {
      const lost = LOST.test(error instanceof Error ? error.message : String(error)) || !(await portFree(port));
      if (!lost || tries === 3) throw error;
    }
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
