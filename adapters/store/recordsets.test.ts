import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

/**
 * `INSERT INTO t SELECT * FROM jsonb_populate_recordset(null::t, …)` writes NULL where a row says nothing: a default of the database is not asked.
 * A migration that adds a NOT NULL column with a default to such a table breaks each insert that does not name it.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const sources = readdirSync(path.join(ROOT, 'adapters'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(path.join(ROOT, 'adapters', file), 'utf8'));

/** Tables that are written whole, and what writes each: all rows are made in the adapters. */
function writtenWhole(): Set<string> {
  const named = sources.flatMap((text) =>
    [...text.matchAll(/SELECT \* FROM jsonb_populate_recordset\(null::(\w+)/g)].map(([, table]) => table ?? ''),
  );
  // those whose table is a parameter
  const given = sources
    .filter((text) => text.includes('jsonb_populate_recordset(null::${table}'))
    .flatMap((text) =>
      [...text.matchAll(/\b(?:upserts|upsert|inserts?|insertRows|write)\(\s*(?:tx, )?'(\w+)'/g)].map(
        ([, table]) => table ?? '',
      ),
    );
  return new Set([...named, ...given]);
}

/** Columns that the schema gives a default and that are never null, by table. */
function defaulted(schema: string): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const [, body = ''] of schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1];
    if (table === undefined) continue;
    const columns = body
      .split('\n')
      .filter((line) => /@default\((?!autoincrement)/.test(line) && !/^\s+\w+\s+\w+\?/.test(line))
      .map((line) => /@map\("(\w+)"\)/.exec(line)?.[1] ?? /^\s+(\w+)/.exec(line)?.[1] ?? '');
    tables.set(table, columns);
  }
  return tables;
}

/** Columns of tables written whole that no row maker names. */
function forgotten(schema: string): string[] {
  const columns = defaulted(schema);
  const named = (column: string) => sources.some((text) => new RegExp(`\\b${column}\\b\\s*[:,}]`).test(text));
  return [...writtenWhole()].flatMap((table) =>
    (columns.get(table) ?? []).filter((column) => !named(column)).map((column) => `${table}.${column}`),
  );
}

describe('rows that are written whole', () => {
  const schema = readFileSync(path.join(ROOT, 'prisma/schema.prisma'), 'utf8');

  test('are of tables that the schema has', () => {
    expect([...writtenWhole()].filter((table) => !defaulted(schema).has(table))).toEqual([]);
    expect([...writtenWhole()]).toEqual(expect.arrayContaining(['mail', 'task', 'document', 'process', 'app_user']));
  });

  test('name every column that is never null, its default notwithstanding', () => {
    expect(forgotten(schema)).toEqual([]);
  });

  test('a migration that adds such a column is found', () => {
    const added = schema.replace(
      '  @@map("mail")',
      '  urgentToday Boolean @default(false) @map("urgent_today")\n\n  @@map("mail")',
    );
    expect(forgotten(added)).toEqual(['mail.urgent_today']);
  });
});
