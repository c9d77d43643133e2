import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

let guard: ChildProcess | undefined;

/**
 * Has `child` stopped by `signal` once this process is gone, however it ends: no server is left behind, not even after a `kill -9`.
 * `what` stands in the child's command line, so that nobody else who was given its pid is hit; `first`: before the servers.
 */
export function stopAfterUs(child: ChildProcess, what: string, signal: NodeJS.Signals, first = false): void {
  const { pid } = child;
  if (pid === undefined) return;
  tell({ watch: pid, what, signal, first });
  child.once('exit', () => tell({ forget: pid }));
}

/** Has a temporary folder removed once this process is gone. */
export function removeAfterUs(folder: string): void {
  tell({ folder });
}

/** Has a process that stands still (SIGSTOP) go on once this process is gone. */
export function thawAfterUs(pid: number): void {
  tell({ thaw: pid });
}

function tell(message: object): void {
  guard ??= launch();
  if (guard.connected) guard.send(message, () => {}); // a guard that is gone is no reason to fail
}

function launch(): ChildProcess {
  const child = fork(fileURLToPath(new URL('./guardProcess.cjs', import.meta.url)), [], {
    detached: true, // a signal to our process group is not for it
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  child.on('error', () => {});
  return child;
}
