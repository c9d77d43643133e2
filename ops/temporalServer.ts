import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import { pidAlive, readPid } from './pids.ts';

export interface RunningTemporal {
  address: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts Temporal's development server on 127.0.0.1. With `folder` its state is kept there (write-ahead log, so that a `kill -9`
 * loses nothing); without, in memory. The pollers are let loose: 20 a second by default would make a process take 375 ms.
 */
export async function startTemporal(options: {
  binary: string;
  port: number;
  folder: string | null;
}): Promise<RunningTemporal> {
  const { binary, port, folder } = options;
  const pidFile = folder === null ? null : path.join(folder, 'temporal.pid');
  const leftover = pidFile === null ? null : readPid(pidFile);
  if (leftover !== null && pidAlive(leftover, 'temporal')) {
    process.kill(leftover, 'SIGTERM');
    for (let tries = 0; tries < 100 && pidAlive(leftover, 'temporal'); tries += 1) await pause(50);
    if (pidAlive(leftover, 'temporal')) process.kill(leftover, 'SIGKILL');
  }
  const storage =
    folder === null
      ? []
      : [
          '--db-filename',
          path.join(folder, 'temporal.db'),
          '--sqlite-pragma',
          'journal_mode=WAL',
          '--sqlite-pragma',
          'synchronous=NORMAL',
        ];
  const tuning = ['history.transferProcessorMaxPollRPS=2000', 'history.timerProcessorMaxPollRPS=2000'].flatMap(
    (value) => ['--dynamic-config-value', value],
  );
  const child = spawn(
    binary,
    [
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--headless',
      '--log-level',
      'error',
      ...storage,
      ...tuning,
    ],
    {
      stdio: ['ignore', 'ignore', 'ignore'],
      detached: true, // Ctrl-C reaches the parent only: it stops its children in order
    },
  );
  let failure: Error | null = null;
  child.on('error', (error) => {
    failure = error;
  });
  if (pidFile !== null && child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  const address = `127.0.0.1:${port}`;
  await reachable(address, child, () => failure);
  return { address, process: child, stop: () => stopChild(child) };
}

async function reachable(address: string, child: ChildProcess, failure: () => Error | null): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (failure() !== null)
      throw new Error(
        `The Temporal server could not be run (${failure()?.message}): set TEMPORAL_ADDRESS to use one of yours.`,
      );
    if (child.exitCode !== null)
      throw new Error(
        `The Temporal server ended at once (code ${child.exitCode}): is another one using its files? Set TEMPORAL_ADDRESS to use one of yours.`,
      );
    try {
      const connection = await Connection.connect({ address, connectTimeout: 500 });
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      await connection.close();
      return;
    } catch {
      await pause(50);
    }
  }
  throw new Error('The Temporal server did not answer within 15 s.');
}

/** SIGTERM, then SIGKILL after 8 s; resolves when the process is gone. */
export function stopChild(child: ChildProcess, graceMs = 8_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
