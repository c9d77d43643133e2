import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ADAPTERS = path.resolve(import.meta.dirname, '..');

/** What a decision says of its process: `processRow.ts` alone writes it. Other columns change for many at once: who manages, who reads, whom one writes to. */
const DECIDED = ['state', 'since', 'waiting_on', 'waiting_for', 'next_action_at', 'due_at', 'facts', 'incident'];

interface Writes {
  file: string;
  /** columns that its statements set, or `*` of a row by Prisma's own functions */
  columns: string[];
  inserts: boolean;
  /** it has its rows made by `newProcessRow` */
  made: boolean;
}

function writesOf(file: string, text: string): Writes {
  const set = [...text.matchAll(/UPDATE process SET\s+(.*?)\s(?:WHERE|`)/gs)].flatMap(([, list = '']) =>
    [...list.matchAll(/(?:^|,|\n)\s*(\w+) = /g)].map(([, column = '']) => column),
  );
  const byPrisma = /\.process\s*\.(?:update|updateMany|create|createMany|upsert)\(/.test(text) ? ['*'] : [];
  return {
    file,
    columns: [...set, ...byPrisma],
    inserts: /INSERT INTO process\b/.test(text),
    made: /\bnewProcessRow\b/.test(text),
  };
}

const writers = ['adapters', 'activities', 'api', 'web', 'workflows']
  .flatMap((room) =>
    readdirSync(path.join(ADAPTERS, '..', room), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${room}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => writesOf(file, readFileSync(path.join(ADAPTERS, '..', file), 'utf8')))
  .filter(({ columns, inserts }) => columns.length > 0 || inserts);

describe('the row of a process', () => {
  const others = writers.filter(({ file }) => file !== 'adapters/store/processRow.ts');

  test('is saved in one place: nobody else writes what was decided of it', () => {
    expect(others.filter(({ columns }) => columns.some((one) => one === '*' || DECIDED.includes(one)))).toEqual([]);
    expect(writers.map(({ file }) => file)).toContain('adapters/store/processRow.ts');
  });

  test('is made in one place, many at once too', () => {
    expect(others.filter(({ inserts, made }) => inserts && !made)).toEqual([]);
    expect(others.some(({ inserts }) => inserts)).toBe(true);
  });

  test.each([
    ['UPDATE process SET facts = 1 WHERE id', ['facts']],
    [
      'UPDATE process SET\n      caf = 1, version = version + 1,\n  incident = 2\n WHERE id',
      ['caf', 'version', 'incident'],
    ],
    ['await tx.process.updateMany({ where', ['*']],
  ])('%s is found', (text, columns) => {
    expect(writesOf('x.ts', text).columns).toEqual(columns);
  });
});
