import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pidAlive, readPid } from './pids.ts';

/** Claims DATA_DIR for this process: two stacks on the same files would stop each other's servers. `crashed`: the last one did not end well. */
export function claimDataDir(dataDir: string, what = 'start.ts'): { release: () => void; crashed: boolean } {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'start.pid');
  const holder = readPid(file);
  if (holder !== null && holder !== process.pid && pidAlive(holder, what))
    throw new Error(
      `${dataDir} is in use by another Passerelle (process ${holder}): stop that one, or set DATA_DIR to another folder.`,
    );
  writeFileSync(file, `${process.pid}\n`);
  return { release: () => rmSync(file, { force: true }), crashed: holder !== null };
}
