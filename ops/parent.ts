/** Calls `stop` when the parent that spawned this process over IPC is gone, so that a `kill -9` of it leaves no orphan. */
export function stopWithParent(stop: () => void): void {
  if (process.send !== undefined) process.once('disconnect', stop);
}
