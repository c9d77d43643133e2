// Parses one uploaded file for whoever started this process (S8): what it takes of time and memory is taken from nobody else.
import type { Sheet } from '../../../domain/formats/sheet.ts';
import type { SpreadsheetLimits } from './limits.ts';
import { parseSpreadsheet } from './parse.ts';
import { damaged, type Refusal, SpreadsheetRefused } from './refusals.ts';

export interface ParseTask {
  file: Uint8Array;
  limits: SpreadsheetLimits;
}

export type ParseAnswer = { sheets: Sheet[] } | { refusal: Refusal };

process.once('message', ({ file, limits }: ParseTask) => {
  void parseSpreadsheet(Buffer.from(file.buffer, file.byteOffset, file.byteLength), limits)
    .then(
      (sheets): ParseAnswer => ({ sheets }),
      // every failure is the file's: nothing here depends on anything else
      (error: unknown): ParseAnswer => ({
        refusal: error instanceof SpreadsheetRefused ? error.refusal : damaged('son contenu ne se lit pas'),
      }),
    )
    // gone once the answer is written, or nobody is there to take it
    .then((answer) => process.send?.(answer, () => process.disconnect()));
});
