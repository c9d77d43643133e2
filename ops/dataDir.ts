import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pidAlive, readPid } from './pids.ts';

/** Claims DATA_DIR for this process: two stacks on the same files would stop each other's servers. `crashed`: the last one did not end well. */
export function claimDataDir(dataDir: string, what = 'start.ts'): { release: () => void; crashed: boolean } {
  const file = path.join(dataDir, 'start.pid');
  const holder = readPid(file);
  if (holder !== null && holder !== process.pid && pidAlive(holder, what))
    throw new Error(
      `${dataDir} is in use by another Passerelle (process ${holder}): stop that one, or set DATA_DIR to another folder.`,
    );
  try {
    makeFolder(dataDir);
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    throw new Error(
      `${dataDir} cannot be written to (${error instanceof Error ? error.message : error}): mend its rights, or set DATA_DIR to another folder.`,
    );
  }
  return { release: () => rmSync(file, { force: true }), crashed: holder !== null };
}

/** With those above it, one by one: Node's own way never ends where a folder can hold none (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}
