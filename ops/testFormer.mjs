// npm run test:former [-- <ref> [arguments of jest]]: the tests of the former release on the schema of this one, in a worktree of git that is removed
// afterwards (R5). Without <ref>: the last tag, or, where there is none, the commit before the one that touched the migrations last.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** What its tests hold against its own migrations: it has those of another release here. */
const OF_ITS_OWN_SCHEMA = ['test/ground/', 'ops/', 'config'];

const [asked, ...toJest] = process.argv.slice(2);
const ref = asked && !asked.startsWith('-') ? asked : formerRelease();
const given = asked?.startsWith('-') ? [asked, ...toJest] : toJest;
const worktree = mkdtempSync(path.join(tmpdir(), 'passerelle-former-'));
let code = 1;
try {
  git('worktree', 'add', '--force', '--detach', worktree, ref);
  // its code, its client; the schema, and what its roles may do, of this one
  for (const part of ['prisma/migrations', 'prisma/grants.sql']) {
    rmSync(path.join(worktree, part), { recursive: true, force: true });
    cpSync(path.join(root, part), path.join(worktree, part), { recursive: true });
  }
  // what is installed serves where it is what that release locks; else its own is installed there
  if (git('rev-parse', `${ref}:package-lock.json`) === git('hash-object', 'package-lock.json'))
    symlinkSync(path.join(root, 'node_modules'), path.join(worktree, 'node_modules'));
  console.log(
    `The tests of ${git('log', '-1', '--format=%h « %s »', ref)}, on the migrations of ${git('log', '-1', '--format=%h', 'HEAD')}.`,
  );
  const run = spawnSync(
    process.execPath,
    [
      ...['ops/bootstrap.mjs', 'ops/test.mjs', '--selectProjects', 'stack'],
      ...(given.length > 0 ? given : ['--testPathIgnorePatterns', ...OF_ITS_OWN_SCHEMA, 'long.test', 'mocked.test']),
    ],
    { cwd: worktree, stdio: 'inherit', env: process.env },
  );
  code = run.status ?? 1;
} finally {
  if (lstatSync(path.join(worktree, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    rmSync(path.join(worktree, 'node_modules'));
  git('worktree', 'remove', '--force', worktree);
}
process.exit(code);

function formerRelease() {
  try {
    return git('describe', '--tags', '--abbrev=0');
  } catch {
    return `${git('log', '-1', '--format=%h', '--', 'prisma/migrations')}~1`;
  }
}
