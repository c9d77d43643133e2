import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { COLUMNS } from '../../../domain/esat/columns.ts';
import { countRows, judgeRows } from '../../../domain/esat/rows.ts';
import { rowsOfList } from '../../../domain/formats/sheets.ts';
import { readSpreadsheet } from '../spreadsheet.ts';

const SHARED_DATA = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const withSharedData = existsSync(SHARED_DATA) ? describe : describe.skip;

withSharedData('the lists of real organismes (skipped where they are not at hand)', () => {
  it.each([
    ['partenaires-60.xlsx', { accepted: 51, held: 7, refused: 2, duplicate: 0 }, { 1: 10, 2: 27, 3: 11, 4: 3 }],
    [
      'partenaires-3853.xlsx',
      { accepted: 3458, held: 348, refused: 40, duplicate: 7 },
      { 1: 554, 2: 1899, 3: 692, 4: 313 },
    ],
  ])('§6.4 ESAT-25 ESAT-26 judges %s as an independent script does', async (name, verdicts, byUseCase) => {
    const rows = rowsOfList(COLUMNS, await readSpreadsheet(readFileSync(`${SHARED_DATA}/${name}`)));
    const counts = countRows(
      judgeRows(rows, { existing: new Map(), activeConventions: new Set(), changingMode: new Set() }),
    );
    expect(counts).toEqual({ rows: { total: rows.length - 1, ...verdicts }, byUseCase });
  });
});
