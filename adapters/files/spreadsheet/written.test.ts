import { expect, test } from '@jest/globals';
import { SPREADSHEET_LIMITS } from './limits.ts';
import { parseSpreadsheet } from './parse.ts';
import { writeWorkbook } from './written.ts';

test('S8, U5: a workbook holds what was written, numbers as numbers, and no text that a program would run', async () => {
  const lines = [
    ['Organisme', 'Lignes'],
    ['=cmd|"/C calc"!A0', 12],
    ['  @somme', null],
    ['+33148000000', 0],
    ['Ésat « Été » & <fils>', 3],
  ];
  const bytes = await writeWorkbook({ name: 'liste', lines });
  const [sheet] = await parseSpreadsheet(bytes, SPREADSHEET_LIMITS);
  expect(sheet?.rows.map(({ cells }) => cells)).toEqual([
    ['Organisme', 'Lignes'],
    ['\'=cmd|"/C calc"!A0', '12'],
    ["' @somme"],
    ["'+33148000000", '0'],
    ['Ésat « Été » & <fils>', '3'],
  ]);
});
