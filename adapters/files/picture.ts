import { fork } from 'node:child_process';
import { sha256 } from '../store/ids.ts';
import { inTurn } from './received.ts';

/** Of its process's heap: our documents have a few pages. */
const HEAP_MB = 128;
/** Far above what a page takes, on a busy machine too. */
const LONGEST_MS = 60_000;
/** Wide enough for a screen of a phone with two dots a pixel. */
const WIDTH = 1_000;
/** Pictures that are kept, the newest: of about 100 kB each. */
const KEPT = 100;

const drawings = inTurn();
const kept = new Map<string, Promise<Buffer>>();

/**
 * The first page of one of our PDFs as a PNG, for screens that show no PDF. Drawn in a process of its own, one at a time, and kept by what the file
 * holds: another version is another picture. Rejects when it cannot be drawn.
 */
export function firstPagePicture(pdf: Buffer): Promise<Buffer> {
  const key = sha256(pdf.toString('base64'));
  const found = kept.get(key) ?? drawings(() => draw(pdf));
  kept.delete(key);
  kept.set(key, found);
  // what failed is tried again
  found.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return found;
}

function draw(pdf: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./picture/child.mjs', import.meta.url), {
      // its limits are its own, whatever this process was started with; and it is handed no secret
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const stop = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    child.once('message', ({ png }: { png: Uint8Array | null }) =>
      png === null ? reject(new Error('A page of a PDF could not be drawn')) : resolve(Buffer.from(png)),
    );
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(stop);
      const ended = () => reject(new Error(`The process that draws a page ended with ${signal ?? code} and no answer`));
      // an answer may still be on its way
      if (child.connected) child.once('disconnect', ended);
      else ended();
    });
    child.send({ pdf, page: 1, width: WIDTH }, (error) => error !== null && reject(error));
  });
}
