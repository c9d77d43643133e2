import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withClient } from '../../ops/postgres.ts';
import { localSecrets } from '../../ops/secrets.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A process that leaves does so in seconds; one that stays is told. */
const LEAVE_MS = 60_000;

export interface SingleMachine {
  child: ChildProcess;
  /** lines of both outputs so far */
  said: string[];
  /** resolves when it says that it is ready; rejects with what it said when it ends before */
  ready: Promise<void>;
  /** its exit code, or the signal that ended it */
  ended: Promise<number | string>;
}

/** `npm start` without npm. */
export function startSingleMachine(env: Record<string, string>): SingleMachine {
  return startProgram(process.execPath, ['--import', 'tsx', 'ops/start.ts'], ROOT, env);
}

/** A program of a clone of this repository, with nothing of the tests' own environment. */
export function startProgram(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): SingleMachine {
  const { PATH, HOME, TEMPORAL_BINARY, TEMPORAL_TEST_SERVER_BINARY } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, TEMPORAL_BINARY, TEMPORAL_TEST_SERVER_BINARY, POLICY_QUIET_HOURS: 'none', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'gone'));
  });
  const ready = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said.push(
          ...chunk
            .toString()
            .split('\n')
            .filter((line) => line !== ''),
        );
        if (said.some((line) => line.startsWith('Passerelle ready: '))) resolve();
      });
    ended.then((code) => reject(new Error(`ended (${code}) before it was ready:\n${said.join('\n')}`)), reject);
  });
  ready.catch(() => {}); // a test that expects a refusal does not wait for it
  return { child, said, ready, ended };
}

/** Everything below a process: its children, theirs, and so on. */
export function descendants(pid: number): number[] {
  const rows = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => [Number(entry), parentOf(entry)] as const);
  const below = (parent: number): number[] =>
    rows.flatMap(([child, its]) => (its === parent ? [child, ...below(child)] : []));
  return below(pid);
}

/** 0 for a process that is gone meanwhile. */
function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function commandOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
  } catch {
    return `${pid} (gone)`;
  }
}

/** Those of the processes that still run. */
export function living(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  });
}

/** Waits until none of them runs; fails with those that stay. */
export async function allGone(pids: readonly number[]): Promise<void> {
  for (
    const end = Date.now() + LEAVE_MS;
    living(pids).length > 0;
    await new Promise((resolve) => setTimeout(resolve, 50))
  )
    if (Date.now() > end) throw new Error(`still there: ${living(pids).map(commandOf).join(' | ')}`);
}

/** The running stack's embedded database, for the role that owns it. */
export function ownerUrl(dataDir: string): string {
  const { ownerPassword, ports } = localSecrets(dataDir).secrets;
  return `postgresql://passerelle:${ownerPassword}@127.0.0.1:${ports.postgres}/passerelle`;
}

/** Whether this process is the worker of such a machine. */
export const isWorker = (pid: number): boolean => commandOf(pid).includes(path.join(ROOT, 'worker.ts'));

export interface Row {
  id: string;
  state: string;
  next_action_at: Date | null;
}

/** Every dossier that is open. */
export async function dossiers(dataDir: string): Promise<Row[]> {
  const { rows } = await withClient(ownerUrl(dataDir), (client) =>
    client.query<Row>('SELECT id, state, next_action_at FROM process WHERE closed_at IS NULL ORDER BY id'),
  );
  return rows;
}

/**
 * Nothing moves by itself any more but on time: while its mail has not left, an account is CREE, and its 24 hours begin with the command
 * that says that it has.
 */
export async function settled(dataDir: string): Promise<boolean> {
  const { rows } = await withClient(ownerUrl(dataDir), (client) =>
    client.query(`
      SELECT 1 FROM mail WHERE state IN ('A_ENVOYER', 'EN_COURS')
        UNION ALL SELECT 1 FROM command WHERE done_at IS NULL
        UNION ALL SELECT 1 FROM process WHERE state = 'CREE' LIMIT 1`),
  );
  return rows.length === 0;
}
