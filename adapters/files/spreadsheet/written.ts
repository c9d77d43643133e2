import { Worker } from 'node:worker_threads';
import type { Cell } from '../../../domain/formats/csvCell.ts';
import { neutralised } from '../../../domain/formats/csvCell.ts';
import { inTurn } from '../received.ts';

/** A sheet to be written; its first line names its columns. */
export interface WrittenSheet {
  name: string;
  lines: readonly (readonly Cell[])[];
}

const writes = inTurn();

/**
 * A workbook of one sheet (.xlsx). No cell of it is a formula, and a text that a spreadsheet program would run once it is saved as .csv is
 * neutralised (S8). It is written beside the requests, one at a time: thousands of lines take seconds.
 */
export function writeWorkbook({ name, lines }: WrittenSheet): Promise<Buffer> {
  const cells = lines.map((line) =>
    line.map((cell) => (typeof cell === 'string' ? neutralised(cell) : (cell ?? null))),
  );
  return writes(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(new URL('./writer.mjs', import.meta.url), {
          workerData: { name, cells },
          execArgv: [],
          env: {},
        });
        worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
        worker.once('error', reject);
        worker.once('exit', (code) => reject(new Error(`The workbook was not written (${code})`)));
      }),
  );
}
