import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { stopAfterUs } from './guard.ts';
import { LAST_LINES, RESTARTS, RESTARTS_MS } from './keepAlive.ts';
import { pause, stopChild } from './pids.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const READY_MS = 180_000;
/** the API gives requests under way 10 s, the worker its activities 5 s */
const STOP_MS = 15_000;

/**
 * The worker stays near 400 MB with thousands of dossiers: more heap would only keep garbage longer (P6). Left to itself in so small a heap, V8 marks
 * all 80 MB of what lives whenever some 8 more have grown old; let to grow by 40 % first, its collector costs half (docs/capacity.md).
 */
export const WORKER_FLAGS: readonly string[] = [
  '--max-old-space-size=144',
  '--max-semi-space-size=8',
  '--heap-growing-percent=40',
];

/** glibc gives back what is free: two arenas instead of one per thread, and fixed thresholds instead of ones that grow (P6). */
export const MEMORY: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

interface Child {
  script: string;
  process: ChildProcess;
  /** instants at which it was started again, of the last minute */
  restarts: number[];
  lines: string[];
}

/**
 * Starts worker and API as processes of their own; they end with their parent (ops/parent.ts). One that dies once all are ready is started
 * again, three times in a minute; `onDeath` is told, with its last lines, of one that died more often, or before.
 */
export function startChildren(
  environment: NodeJS.ProcessEnv,
  onDeath: (line: string) => void,
  scripts: readonly string[] = ['worker.ts', 'server.ts'],
) {
  let stopping = false;
  let allReady = false;
  const launch = (script: string): ChildProcess =>
    fork(path.resolve(ROOT, script), [], {
      cwd: ROOT,
      env: { ...MEMORY, ...environment },
      execArgv: [...(script === 'worker.ts' ? WORKER_FLAGS : []), '--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true, // Ctrl-C reaches the parent only: it stops its children in order
    });
  const follow = (child: Child) => {
    const { script, process: running } = child;
    stopAfterUs(running, script, 'SIGTERM', true);
    keepLines(running.stdout, process.stdout, child.lines);
    keepLines(running.stderr, process.stderr, child.lines);
    // after 'close' nothing more of what it said is on its way
    running.once('close', (code, signal) => {
      if (stopping) return;
      const how = `${script} ended (${signal ?? `code ${code}`})`;
      const now = Date.now();
      child.restarts = child.restarts.filter((at) => now - at < RESTARTS_MS);
      if (allReady && child.restarts.length < RESTARTS) {
        console.error(`${how}: it is started again.`);
        child.restarts.push(now);
        child.process = launch(script);
        follow(child);
        return;
      }
      const often = allReady ? `, ${RESTARTS + 1} times in a minute` : '';
      const last = child.lines.map((line) => `  | ${line}`).join('\n');
      onDeath(`${how}${often}: everything is stopped. Its last lines:\n${last}`);
    });
  };
  const children = scripts.map((script): Child => {
    const child = { script, process: launch(script), restarts: [], lines: [] };
    follow(child);
    return child;
  });
  return {
    /** Waits until the address answers 200; throws after three minutes, naming what is not ready. */
    async ready(url: string): Promise<void> {
      let last = 'no answer';
      for (const end = Date.now() + READY_MS; Date.now() < end && !stopping; await pause(100)) {
        try {
          const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
          if (response.ok) {
            allReady = true;
            return;
          }
          last = await response.text();
        } catch (error) {
          last = error instanceof Error ? error.message : String(error);
        }
      }
      if (!stopping) throw new Error(`Not ready after ${READY_MS / 1_000} s: ${last}`);
    },
    async stop(): Promise<void> {
      stopping = true;
      // API first: nobody is promised anything by a worker that leaves
      for (const child of [...children].reverse()) await stopChild(child.process, STOP_MS);
    },
  };
}

/** Passes on what a child says, and remembers its last lines. */
function keepLines(from: Readable | null, to: NodeJS.WriteStream, lines: string[]): void {
  let rest = '';
  from?.setEncoding('utf8').on('data', (text: string) => {
    to.write(text);
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line !== ''));
    lines.splice(0, lines.length - LAST_LINES);
  });
}
