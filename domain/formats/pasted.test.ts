import { describe, expect, it } from '@jest/globals';
import { COLUMNS } from '../esat/columns.ts';
import { judgeRows } from '../esat/rows.ts';
import { LINE_COLUMNS } from '../esatDeclaration/columns.ts';
import { linesOfFile } from '../esatDeclaration/file.ts';
import { judgeLines } from '../esatDeclaration/judge.ts';
import { readProtegeFile } from '../protege/file.ts';
import { PROTEGE_COLUMNS } from '../protege/read.ts';
import { readTiersiFile, TIERSI_COLUMNS } from '../tuteur/tiersiFile.ts';
import { readUsers } from '../userImport/judge.ts';
import { USER_COLUMNS } from '../userImport/read.ts';
import type { Column } from './header.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { rowsOfList } from './sheets.ts';

const at = new Date('2026-12-10T09:00:00Z');

/** Every list that people upload: its columns, and all that is made and said of it. */
const LISTS: Record<string, [columns: readonly Column<string>[], read: (rows: SheetRow[]) => unknown]> = {
  'partners of a campaign': [
    COLUMNS,
    (rows) => judgeRows(rows, { existing: new Map(), activeConventions: new Set(), changingMode: new Set() }),
  ],
  users: [USER_COLUMNS, (rows) => readUsers(rows)],
  'workers of an Esat': [
    LINE_COLUMNS,
    (rows) => {
      const lines = linesOfFile(rows);
      return [
        lines,
        judgeLines(
          lines.map(({ typed }) => typed),
          { at },
        ),
      ];
    },
  ],
  protégés: [PROTEGE_COLUMNS, (rows) => readProtegeFile(rows, at)],
  Tiersi: [TIERSI_COLUMNS, (rows) => readTiersiFile(rows)],
};

/** What copy and paste leaves around and within a text: line ends, a writing direction, zero-width marks, spaces that do not break. */
const pasted = (text: string) => `\u202e\u2066${text.slice(0, 3)}\u200b\u00ad${text.slice(3)}\r\n\u00a0\u200f`;
const UNSEEN = /\p{Cf}|\p{Cc}|\u00a0/u;
const VALUES = [
  '99991041700016',
  'Ana Roy',
  '93',
  'ana.roy@tilleuls.example',
  'Non',
  '12/05/1980',
  '1 rue X',
  'AB',
  '12',
  '???',
];

/** All the texts in what was read. */
function textsIn(read: unknown): string[] {
  if (typeof read === 'string') return [read];
  if (read instanceof Map || read instanceof Set) return [...read].flatMap(textsIn);
  return typeof read === 'object' && read !== null ? Object.values(read).flatMap(textsIn) : [];
}

describe('every list that is uploaded is read by the one way to read text (ADR 15)', () => {
  it.each(Object.entries(LISTS))(
    '%s: nothing unseen is kept, or told, of cells, headers and names of sheets',
    (_name, [columns, read]) => {
      const sheet = (name: string): Sheet => ({
        ...{ name: pasted(name), hidden: false },
        rows: [
          { row: 1, cells: columns.map(({ header }) => pasted(header)) },
          ...VALUES.map((_, shift) => ({
            row: shift + 2,
            cells: columns.map((_column, index) => pasted(VALUES[(index + shift) % VALUES.length] ?? '')),
          })),
        ],
      });
      const texts = textsIn(read(rowsOfList(columns, [sheet('Liste'), sheet('Suite')])));
      expect(texts.length).toBeGreaterThan(100);
      // what people read in a message is set in type: spaces that French asks for are ours
      expect(texts.filter((text) => UNSEEN.test(text))).toEqual([]);
    },
  );
});
