import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { thawAfterUs } from '../guard.ts';
import { pause, pidAlive, readPid } from '../pids.ts';

/** Temporal's state of the single-machine stack, and the write-ahead log that belongs to it. */
const FILES = ['temporal.db', 'temporal.db-wal'] as const;
const STOPS_WITHIN_MS = 5_000;

/**
 * Copies the state of the single machine's Temporal server as it is at one instant: the server stands still for it, and goes on, even when we do not.
 * What it was about to write is as after a `kill -9`, which its write-ahead log is made for. Nothing where the server's state is elsewhere.
 */
export async function copyWaiting(dataDir: string, folder: string): Promise<boolean> {
  if (!existsSync(path.join(dataDir, FILES[0]))) return false;
  const pid = readPid(path.join(dataDir, 'temporal.pid'));
  const runs = pid !== null && pidAlive(pid, 'start-dev');
  if (runs) await freeze(pid);
  try {
    putWaiting(dataDir, folder);
  } finally {
    if (runs) process.kill(pid, 'SIGCONT');
  }
  return true;
}

/** The copied files as they are; what is missing there is missing here. */
export function putWaiting(from: string, to: string): void {
  for (const file of FILES)
    if (existsSync(path.join(from, file))) copyFileSync(path.join(from, file), path.join(to, file));
}

async function freeze(pid: number): Promise<void> {
  thawAfterUs(pid);
  process.kill(pid, 'SIGSTOP');
  for (const end = Date.now() + STOPS_WITHIN_MS; !stands(pid); await pause(5))
    if (Date.now() > end) {
      process.kill(pid, 'SIGCONT');
      throw new Error('The Temporal server did not stand still: its state is not copied.');
    }
}

/** Asked of the system where it tells. */
function stands(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || /^State:\s+T/m.test(readFileSync(status, 'utf8'));
}
