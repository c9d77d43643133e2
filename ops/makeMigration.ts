// npm run migration -- <name>: writes the SQL that takes the committed schema to the one being edited. Review it, then commit both.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractions } from './expandContract.ts';
import { MIGRATIONS, SCHEMA, schemaDiff } from './migrate.ts';

/** Folder name of a migration: its instant (UTC), then its name. Throws when the name is none. */
export function migrationFolder(name: string | undefined, at: Date): string {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error('Usage: npm run migration -- <name>, the name in lower case with _ between words.');
  return `${at.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
}

/**
 * The schema that the migrations lead to: the committed one, since a commit holds both (test/ground/migrations.test.ts proves that they
 * agree). Null before the first migration. Throws while a migration is not committed: its changes would be written twice.
 */
function migratedSchema(): string | null {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: path.dirname(SCHEMA), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  if (!existsSync(MIGRATIONS) || readdirSync(MIGRATIONS).every((entry) => !/^\d{14}_/.test(entry))) return null;
  const pending = git('status', '--porcelain', '--untracked-files=all', '--', 'migrations').trim();
  if (pending !== '')
    throw new Error(
      `A migration is not committed yet:\n${pending}\nCommit it with its schema, or remove it, then run this again.`,
    );
  return git('show', 'HEAD:./schema.prisma');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const folder = path.join(MIGRATIONS, migrationFolder(process.argv[2], new Date()));
    const sql = await schemaDiff(migratedSchema(), readFileSync(SCHEMA, 'utf8'));
    if (sql.replace(/^--.*$/gm, '').trim() === '') {
      console.log('The schema has not changed: nothing to write.');
      process.exit(0);
    }
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'migration.sql'), sql);
    for (const what of contractions(sql, []))
      console.log(`This ${what}: the former release cannot live with it (docs/architecture.md, « Releases »).`);
    console.log(`Written: ${path.relative(process.cwd(), folder)}/migration.sql. Read it before it is committed.`);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
