import type { ChildProcess } from 'node:child_process';
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

/** A port that nobody uses right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
