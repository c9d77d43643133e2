/** A stop in good order takes less; a server that is gone as well must not keep the process for ever. */
const PATIENCE_MS = 15_000;

/** Calls `stop` when the parent that spawned this process over IPC is gone, so that a `kill -9` of it leaves no orphan. */
export function stopWithParent(stop: () => void): void {
  if (process.send === undefined) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    stop();
  });
}
