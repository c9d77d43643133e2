import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors.ts';
import type { Sheet } from '../../domain/formats/sheet.ts';
import { SPREADSHEET_LIMITS, type SpreadsheetLimits } from './spreadsheet/limits.ts';
import { TOO_MANY_CELLS } from './spreadsheet/refusals.ts';
import type { ParseAnswer, ParseTask } from './spreadsheet/worker.ts';

/** Of the thread's heap; the file and its inflated parts, at most three times `maxBytes`, lie outside of it: 300 MB in all. */
const HEAP_MB = 176;
/** Far above what the largest file takes, on a busy machine too: what is still parsed by then was made to last. */
const LONGEST_PARSE_MS = 60_000;

/** The parse that is under way: one at a time, so that many uploads at once take no more memory than one. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads the sheets of an uploaded .xlsx or .csv into rows of text (S8), hidden sheets too. Rows that hold nothing are left out; the others
 * keep the number the spreadsheet shows. Formulas are never evaluated: the value saved with one is text, without one the cell is unknown, as
 * an error is; neither is empty. Numbers keep every digit, dates read 'dd/mm/yyyy', booleans 'VRAI' and 'FAUX'.
 *
 * It is parsed in a thread of its own, with limits of memory and time. Throws FICHIER_NON_TABLEUR, FICHIER_TROP_GROS or
 * FICHIER_TROP_DE_LIGNES with the cause.
 */
export async function readSpreadsheet(
  file: Buffer,
  limits: SpreadsheetLimits = SPREADSHEET_LIMITS,
  heapMb = HEAP_MB,
): Promise<Sheet[]> {
  const parse = last.then(() => parseApart({ file, limits }, heapMb));
  last = parse.catch(() => undefined);
  const answer = await parse;
  if ('sheets' in answer) return answer.sheets;
  throw new DomainError(answer.refusal.code, answer.refusal.message);
}

function parseApart(task: ParseTask, heapMb: number): Promise<ParseAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./spreadsheet/thread.mjs', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
    });
    const stop = setTimeout(() => {
      resolve({ refusal: TOO_MANY_CELLS });
      void worker.terminate();
    }, LONGEST_PARSE_MS);
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ refusal: TOO_MANY_CELLS });
      else reject(error);
    });
    worker.once('exit', (code) => {
      clearTimeout(stop);
      reject(new Error(`The thread that parses a spreadsheet ended with ${code} and no answer`));
    });
  });
}
