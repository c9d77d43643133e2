import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopAfterUs } from './guard.ts';
import { pause, stopChild } from './pids.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const READY_MS = 180_000;
/** the API gives requests under way 10 s, the worker its activities 5 s */
const STOP_MS = 15_000;

/** The worker stays below 400 MB with thousands of dossiers: more heap would only keep garbage longer (P6). */
export const WORKER_FLAGS: readonly string[] = ['--max-old-space-size=144', '--max-semi-space-size=4'];

/** glibc gives back what is free: two arenas instead of one per thread, and fixed thresholds instead of ones that grow (P6). */
export const MEMORY: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

/** Starts worker and API as processes of their own; they end with their parent (ops/parent.ts). */
export function startChildren(
  environment: NodeJS.ProcessEnv,
  onDeath: (line: string) => void,
  scripts: readonly string[] = ['worker.ts', 'server.ts'],
) {
  let stopping = false;
  const children = scripts.map((script): ChildProcess => {
    const child = fork(path.join(ROOT, script), [], {
      cwd: ROOT,
      env: { ...MEMORY, ...environment },
      execArgv: [...(script === 'worker.ts' ? WORKER_FLAGS : []), '--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true, // Ctrl-C reaches the parent only: it stops its children in order
    });
    stopAfterUs(child, script, 'SIGTERM', true);
    child.once('exit', (code, signal) => {
      if (!stopping)
        onDeath(`${script} ended (${signal ?? `code ${code}`}): everything is stopped; see what it printed above.`);
    });
    return child;
  });
  return {
    /** Waits until the address answers 200; throws after three minutes, naming what is not ready. */
    async ready(url: string): Promise<void> {
      let last = 'no answer';
      for (const end = Date.now() + READY_MS; Date.now() < end && !stopping; await pause(100)) {
        try {
          const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
          if (response.ok) return;
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
      for (const child of [...children].reverse()) await stopChild(child, STOP_MS);
    },
  };
}
