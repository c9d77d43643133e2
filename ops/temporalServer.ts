import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import { stopAfterUs } from './guard.ts';
import { lastLinesOf } from './keepAlive.ts';
import { pause, readPid, stopChild, stopLeftover } from './pids.ts';

export { stopChild };

/** The machine may be busy; one that ends is told at once. */
const START_MS = 120_000;

export interface RunningTemporal {
  address: string;
  process: ChildProcess;
  stop(): Promise<void>;
  /** once it has died: the same on the same file and port */
  restart(): Promise<RunningTemporal>;
  /** what its log ends with */
  lastWords(): string[];
}

/**
 * Starts Temporal's development server on 127.0.0.1. With `folder` its state is kept there (write-ahead log, so that a `kill -9`
 * loses nothing); without, in memory. A server left behind by a killed parent is stopped first; ours is stopped when we are gone.
 */
export async function startTemporal(options: {
  binary: string;
  port: number;
  folder: string | null;
  namespace?: string;
  /** port of its own pages; none when unset */
  uiPort?: number;
}): Promise<RunningTemporal> {
  const { port, folder, namespace = 'default' } = options;
  if (folder !== null) {
    mkdirSync(folder, { recursive: true });
    await stopLeftover(readPid(path.join(folder, 'temporal.pid')), 'start-dev', 'SIGTERM');
    keepToOurselves(path.join(folder, 'temporal.db'));
  }
  const child = launch(options.binary, serverArguments({ ...options, namespace }), folder);
  const address = `127.0.0.1:${port}`;
  try {
    await answering(child, address, namespace);
  } catch (error) {
    await stopChild(child);
    const fault = folder === null ? undefined : lastLine(path.join(folder, 'temporal.log'));
    throw new Error(
      `The Temporal server did not start (${options.binary}: ${fault ?? (error instanceof Error ? error.message : error)}): mend that program, or remove it to have it fetched anew, or set TEMPORAL_ADDRESS to use a server of yours.`,
    );
  }
  return {
    address,
    process: child,
    stop: () => stopChild(child),
    restart: () => startTemporal(options),
    lastWords: () => (folder === null ? [] : lastLinesOf(path.join(folder, 'temporal.log'))),
  };
}

/** The state of every dossier is its owner's alone to read: a file of before too. A new one is made by the server itself, under its umask. */
function keepToOurselves(database: string): void {
  for (const file of [database, `${database}-wal`, `${database}-shm`]) if (existsSync(file)) chmodSync(file, 0o600);
}

function serverArguments(options: { port: number; folder: string | null; namespace: string; uiPort?: number }) {
  const pair = (name: string, ...values: string[]) => values.flatMap((value) => [name, value]);
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(options.port)],
    ...['--namespace', options.namespace, '--log-level', 'error'],
    ...(options.uiPort === undefined ? ['--headless'] : ['--ui-port', String(options.uiPort)]),
    ...(options.folder === null ? [] : ['--db-filename', path.join(options.folder, 'temporal.db')]),
    ...(options.folder === null
      ? []
      : pair(
          '--sqlite-pragma',
          'journal_mode=WAL',
          'synchronous=NORMAL',
          'cache_size=-32768',
          'wal_autocheckpoint=10000',
        )),
    // its pollers are let loose: with 20 polls a second, the default, a process of four steps takes 375 ms instead of 60
    ...pair(
      '--dynamic-config-value',
      'history.transferProcessorMaxPollRPS=2000',
      'history.timerProcessorMaxPollRPS=2000',
    ),
  ];
}

function launch(binary: string, args: string[], folder: string | null): ChildProcess {
  const output = folder === null ? 'ignore' : openSync(path.join(folder, 'temporal.log'), 'w', 0o600);
  const umask = process.umask(0o077);
  const child = spawn(binary, args, {
    stdio: ['ignore', output, output],
    detached: true, // Ctrl-C reaches the parent only: it stops its children in order
  });
  process.umask(umask);
  if (typeof output === 'number') closeSync(output);
  child.on('error', () => {}); // `answering` tells
  stopAfterUs(child, 'start-dev', 'SIGTERM');
  if (folder !== null && child.pid !== undefined) writeFileSync(path.join(folder, 'temporal.pid'), String(child.pid));
  return child;
}

/** Waits until this server answers for its namespace; throws when it ends, or after two minutes. */
export async function answering(child: ChildProcess, address: string, namespace: string): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end; await pause(30)) {
    if (child.pid === undefined) throw new Error('its program could not be run');
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`it ended at once, code ${child.exitCode ?? child.signalCode}`);
    try {
      const connection = await Connection.connect({ address, connectTimeout: 500 });
      try {
        await connection.workflowService.describeNamespace({ namespace });
        return;
      } finally {
        await connection.close();
      }
    } catch {
      // not yet
    }
  }
  throw new Error(`no answer within ${START_MS / 1_000} s`);
}

function lastLine(file: string): string | undefined {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) || undefined;
}
