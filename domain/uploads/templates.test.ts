import { expect, test } from '@jest/globals';
import { judgeRows } from '../esat/rows.ts';
import { findHeaderOf } from '../formats/header.ts';
import { PROTEGE_COLUMNS, readProtege } from '../protege/read.ts';
import { readTiersiFile } from '../tuteur/tiersiFile.ts';
import { readUser, USER_COLUMNS } from '../userImport/read.ts';
import { UPLOAD_TEMPLATES, type UploadedList } from './templates.ts';

const rowsOf = (list: UploadedList) => {
  const { head, example } = UPLOAD_TEMPLATES[list];
  return [
    { row: 1, cells: [...head] },
    { row: 2, cells: [...example] },
  ];
};

test('U5: the file to begin a campaign from is a line that its own reader accepts', () => {
  const none = {
    existing: new Map<string, string>(),
    activeConventions: new Set<string>(),
    changingMode: new Set<string>(),
  };
  const [row] = judgeRows(rowsOf('campagne'), none);
  expect(row?.reasons).toEqual([]);
  expect(row?.verdict).not.toBe('refused');
});

test('U5: so are those of the other lists', () => {
  const at = new Date('2026-03-02T09:00:00Z');
  const [, person] = rowsOf('personnes');
  const user = person && readUser(person, findHeaderOf(USER_COLUMNS, rowsOf('personnes')));
  expect(user).toMatchObject({ faults: [], notes: [] });
  const [, line] = rowsOf('proteges');
  expect(line && readProtege(line, findHeaderOf(PROTEGE_COLUMNS, rowsOf('proteges')), at)?.faults).toEqual([]);
  expect(readTiersiFile(rowsOf('tiersi')).map(({ verdict }) => verdict)).toEqual(['LUE']);
});
