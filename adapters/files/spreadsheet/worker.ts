// The thread that parses one uploaded file (S8): what it takes of time and memory is taken from nobody else.
import { parentPort, workerData } from 'node:worker_threads';
import type { Sheet } from '../../../domain/formats/sheet.ts';
import type { SpreadsheetLimits } from './limits.ts';
import { parseSpreadsheet } from './parse.ts';
import { damaged, type Refusal, SpreadsheetRefused } from './refusals.ts';

export interface ParseTask {
  file: Uint8Array;
  limits: SpreadsheetLimits;
}

export type ParseAnswer = { sheets: Sheet[] } | { refusal: Refusal };

const { file, limits } = workerData as ParseTask;
parentPort?.postMessage(
  await parseSpreadsheet(Buffer.from(file.buffer, file.byteOffset, file.byteLength), limits).then(
    (sheets): ParseAnswer => ({ sheets }),
    // every failure is the file's: nothing here depends on anything else
    (error: unknown): ParseAnswer => ({
      refusal: error instanceof SpreadsheetRefused ? error.refusal : damaged('son contenu ne se lit pas'),
    }),
  ),
);
