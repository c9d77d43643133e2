import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CAF_COLUMNS } from './cafColumns.ts';

/** Columns of the schema that name a Caf, or several. */
function namingCaf(schema: string): string[] {
  return [...schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    return body
      .split('\n')
      .filter((line) => /^\s+(caf|cafs|\w+Cafs?)\s+String/.test(line))
      .map((line) => `${table}.${/@map\("(\w+)"\)/.exec(line)?.[1] ?? /^\s+(\w+)/.exec(line)?.[1]}`);
  });
}

test('DEL-8: every column that names a Caf says whether it goes with a partner that is moved, and why one does not', () => {
  const schema = readFileSync(path.resolve(import.meta.dirname, '../../../prisma/schema.prisma'), 'utf8');
  expect(namingCaf(schema).toSorted()).toEqual(Object.keys(CAF_COLUMNS).toSorted());
  expect(namingCaf('model New {\n  whoseCaf String @map("whose_caf")\n  @@map("new")\n}\n')).toEqual(['new.whose_caf']);
});
