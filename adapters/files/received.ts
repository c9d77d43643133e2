import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What is left of a file when its server was killed goes once it is as old as this: nobody reads it any more. */
const LEFT_MS = 3_600_000;
/** Enough to tell what a file is. */
const HEAD_BYTES = 16;
/** A disk that is nearly full takes an empty file, which needs no block. */
const PROBE_BYTES = 4_096;

/** A file that was sent: on disk until its request is answered, in memory only when it is read. */
export interface ReceivedFile {
  size: number;
  /** its first bytes */
  head: Buffer;
  sha256: string;
  read(): Promise<Buffer>;
  forget(): Promise<void>;
}

/** The folder that files are received in: this user's alone. What a former server left there is removed. */
export async function openFolder(folder: string, at = Date.now()): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found !== null && found.mtimeMs < at - LEFT_MS) await rm(file, { force: true });
  }
}

/** True when the folder takes a file: it is written, and removed. */
export async function folderTakes(folder: string): Promise<boolean> {
  const file = path.join(folder, randomUUID());
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, Buffer.alloc(PROBE_BYTES), { flag: 'wx', mode: 0o600 });
    return true;
  } finally {
    await rm(file, { force: true });
  }
}

/** Writes what comes into a file of the folder. A failure, a full disk among them, leaves nothing there. */
export async function receiveFile(folder: string, stream: Readable): Promise<ReceivedFile> {
  const file = path.join(folder, randomUUID());
  const forget = () => rm(file, { force: true });
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  try {
    await pipeline(
      stream,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          size += chunk.length;
          if (head.length < HEAD_BYTES) head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]);
          yield chunk;
        }
      },
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );
  } catch (error) {
    await forget();
    throw error;
  }
  return { size, head, sha256: hash.digest('hex'), read: () => readFile(file), forget };
}

/** Runs one piece of work after the other, so that many at once take no more memory than one. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
