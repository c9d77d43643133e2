import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contractions } from './expandContract.ts';

const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url);
/** The last migration of before there was a release to roll back to. */
const BEFORE_RELEASES = '20261130025000';

const decisions = readdirSync(new URL('../docs/adr/', import.meta.url)).map((file) => Number.parseInt(file, 10));
const migrations = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((one) => one.isDirectory() && one.name > BEFORE_RELEASES)
  .map(({ name }) => name);

describe('a migration takes nothing away that the former release needs (R5)', () => {
  test('every one of the repository', () => {
    const told = migrations.map((name) => [
      name,
      contractions(readFileSync(new URL(`${name}/migration.sql`, MIGRATIONS), 'utf8'), decisions),
    ]);
    expect(told).toEqual(migrations.map((name) => [name, []]));
  });

  test.each([
    ['DROP TABLE "mail";', 'drops a table'],
    ['ALTER TABLE "mail" DROP COLUMN "state";', 'drops a column'],
    ['ALTER TABLE "mail" RENAME COLUMN "state" TO "status";', 'renames'],
    ['ALTER TABLE "mail" RENAME TO "letter";', 'renames'],
    ['ALTER TABLE "mail" ALTER COLUMN "attempts" SET DATA TYPE BIGINT;', 'changes the type of a column'],
    ['ALTER TABLE "mail" ALTER COLUMN "caf" SET NOT NULL;', 'demands a value of a column that is there'],
    ['ALTER TABLE "mail" ALTER COLUMN "attempts" DROP DEFAULT;', 'takes a default away'],
    ['ALTER TABLE "mail" ADD COLUMN "x" TEXT NOT NULL;', 'adds a column without a default that must have a value'],
    ['TRUNCATE mail;', 'empties a table'],
    ['DROP TYPE "State";', 'drops a view, a type or a function'],
  ])('%s', (sql, what) => expect(contractions(sql, [])).toEqual([what]));

  test.each([
    'CREATE TABLE "x" ("id" TEXT NOT NULL);',
    'ALTER TABLE "mail" ADD COLUMN "x" TEXT, ADD COLUMN "y" INTEGER NOT NULL DEFAULT 0;',
    'CREATE INDEX "mail_x" ON "mail"("x");',
    '-- DROP TABLE "mail" would be too much\nSELECT 1;',
    'DROP INDEX "mail_x";',
  ])('%s: expands, or touches no data', (sql) => expect(contractions(sql, [])).toEqual([]));

  test('a contraction names the decision that says why nobody needs it any more, and that one is there', () => {
    const sql = '-- contract: ADR 7, released with 1.4\nALTER TABLE "mail" DROP COLUMN "x";';
    expect(contractions(sql, [7])).toEqual([]);
    expect(contractions(sql, [8])).toEqual(['drops a column']);
  });
});
