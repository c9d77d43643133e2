import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { SEALED_COLUMNS } from './sealedColumns.ts';

/** Text that is sealed: bytes tell themselves by their type. */
const SEALED_TEXTS = ['temporary_secret.ciphertext'];
/** Bytes that are no seal. */
const IN_CLEAR: string[] = [];

/** Columns of bytes in the schema, as `table.column`. */
function columnsOfBytes(): string[] {
  const schema = readFileSync(new URL('../../../prisma/schema.prisma', import.meta.url), 'utf8');
  return [...schema.matchAll(/^model \w+ \{([\s\S]*?)^\}/gm)].flatMap(([, body = '']) => {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    return [...body.matchAll(/^\s+(\w+)\s+Bytes\b.*?(?:@map\("(\w+)"\).*)?$/gm)].map(
      ([, field, column]) => `${table}.${column ?? field}`,
    );
  });
}

describe('rotation of keys (S2)', () => {
  test('knows every column that holds something sealed', () => {
    const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(known.toSorted()).toEqual(
      [...columnsOfBytes().filter((one) => !IN_CLEAR.includes(one)), ...SEALED_TEXTS].toSorted(),
    );
  });
});
