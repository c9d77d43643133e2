// Writes one workbook beside the requests: see written.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { utils, write } from '@e965/xlsx';

const NARROWEST = 10;
const WIDEST = 60;
const MEASURED_LINES = 200;

const { name, cells } = workerData;
const sheet = utils.aoa_to_sheet(cells, { dense: true });
sheet['!cols'] = (cells[0] ?? []).map((_, column) => ({
  wch: cells
    .slice(0, MEASURED_LINES)
    .reduce((wide, line) => Math.min(WIDEST, Math.max(wide, String(line[column] ?? '').length + 2)), NARROWEST),
}));
const book = utils.book_new();
utils.book_append_sheet(book, sheet, name);
parentPort.postMessage(write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
