import { fork } from 'node:child_process';
import { DomainError } from '../../domain/errors.ts';
import type { Sheet } from '../../domain/formats/sheet.ts';
import { inTurn } from './received.ts';
import { SPREADSHEET_LIMITS, type SpreadsheetLimits } from './spreadsheet/limits.ts';
import type { ParseAnswer, ParseTask } from './spreadsheet/parser.ts';
import { TOO_MANY_CELLS } from './spreadsheet/refusals.ts';

/** Of its process's heap; the file and its inflated parts, at most three times `maxBytes`, lie outside of it: 300 MB in all. */
const HEAP_MB = 176;
/** Far above what the largest file takes, on a busy machine too: what is still parsed by then was made to last. */
const LONGEST_PARSE_MS = 60_000;

const parses = inTurn();

/**
 * Reads the sheets of an uploaded .xlsx or .csv into rows of text (S8), hidden sheets too. Rows that hold nothing are left out; the others
 * keep the number the spreadsheet shows. Formulas are never evaluated: the value saved with one is text, without one the cell is unknown, as
 * an error is; neither is empty. Numbers keep every digit, dates read 'dd/mm/yyyy', booleans 'VRAI' and 'FAUX'.
 *
 * It is parsed in a process of its own, with limits of memory and time, one file at a time; one that is on disk is read when its turn
 * comes. Throws FICHIER_NON_TABLEUR, FICHIER_TROP_GROS or
 * FICHIER_TROP_DE_LIGNES with the cause.
 */
export async function readSpreadsheet(
  file: Buffer | (() => Promise<Buffer>),
  limits: SpreadsheetLimits = SPREADSHEET_LIMITS,
  heapMb = HEAP_MB,
): Promise<Sheet[]> {
  const answer = await parses(async () =>
    parseApart({ file: typeof file === 'function' ? await file() : file, limits }, heapMb),
  );
  if ('sheets' in answer) return answer.sheets;
  throw new DomainError(answer.refusal.code, answer.refusal.message);
}

function parseApart(task: ParseTask, heapMb: number): Promise<ParseAnswer> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./spreadsheet/child.mjs', import.meta.url), {
      // its limits are its own, whatever this process was started with; and it is handed no secret
      execArgv: [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const stop = setTimeout(() => child.kill('SIGKILL'), LONGEST_PARSE_MS);
    child.once('message', (answer) => resolve(answer as ParseAnswer));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(stop);
      // it aborts where its heap is full; whoever kills it found that it took too much, of time or of memory
      if (signal !== null) resolve({ refusal: TOO_MANY_CELLS });
      // an answer may still be on its way
      else if (child.connected) child.once('disconnect', () => reject(noAnswer(code)));
      else reject(noAnswer(code));
    });
    child.send(task, (error) => error !== null && reject(error));
  });
}

const noAnswer = (code: number | null) =>
  new Error(`The process that parses a spreadsheet ended with ${code} and no answer`);
