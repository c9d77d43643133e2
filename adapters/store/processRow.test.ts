import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ADAPTERS = path.resolve(import.meta.dirname, '..');

/** What changes for many at once, beside what is decided of each: who manages, who reads, where it is, what it is called, whom one writes to. All else `processRow.ts` alone writes. */
const OF_MANY = ['caf', 'reader_caf', 'version', 'flags', 'label', 'link_email'];

interface Writes {
  file: string;
  /** columns that its statements set, or `*` of a row by Prisma's own functions */
  columns: string[];
  inserts: boolean;
  /** it has its rows made by `newProcessRow` */
  made: boolean;
}

function writesOf(file: string, text: string): Writes {
  const set = [...text.matchAll(/UPDATE "?process\b"?(?:\s+(?:AS\s+)?\w+)?\s+SET\s+(.*?)(?:\sWHERE|`|$)/gis)].flatMap(
    ([, list = '']) => [...list.matchAll(/(?:^|,|\n)\s*"?(\w+)"? = /g)].map(([, column = '']) => column),
  );
  const byPrisma = /\.process\s*\.(?:update|create|upsert)\w*\(/.test(text) ? ['*'] : [];
  return {
    file,
    columns: [...set, ...byPrisma],
    inserts: /INSERT INTO "?process\b/i.test(text),
    made: /\bnewProcessRow\b/.test(text),
  };
}

const writers = ['adapters', 'activities', 'api', 'web', 'workflows', 'domain', 'ops']
  .flatMap((room) =>
    readdirSync(path.join(ADAPTERS, '..', room), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${room}/${file}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.startsWith('ops/bench/'))
  .map((file) => writesOf(file, readFileSync(path.join(ADAPTERS, '..', file), 'utf8')))
  .filter(({ columns, inserts }) => columns.length > 0 || inserts);

describe('the row of a process', () => {
  const others = writers.filter(({ file }) => file !== 'adapters/store/processRow.ts');

  test('is saved in one place: nobody else writes what was decided of it', () => {
    expect(others.filter(({ columns }) => columns.some((one) => !OF_MANY.includes(one)))).toEqual([]);
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
    ['UPDATE "process" AS p SET "closed_at" = now() FROM', ['closed_at']],
    ["UPDATE process p\n  SET label = 'x', state = 'y'`", ['label', 'state']],
    ['await tx.process.updateMany({ where', ['*']],
    ['await db.process\n  .createManyAndReturn({ data', ['*']],
    ['UPDATE process_stay SET state = 1 WHERE id', []],
  ])('of %s the columns %j are found', (text, columns) => {
    expect(writesOf('x.ts', text).columns).toEqual(columns);
  });
});
