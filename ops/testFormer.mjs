// npm run test:former [-- <ref> [arguments of jest]]: the tests of the former release on the schema of this one, in a worktree of git that is removed
// afterwards (R5). Without <ref>: the last tag, or, where there is none, the commit before the one that touched the migrations last. What fails is run once
// more on that release's own schema: what fails there too is a fault of its tests, told, and none of the schema. Some 30 minutes on two cores; in
// parts by `-- --shard=1/4`, as jest cuts them.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** What its tests hold against its own migrations: it has those of another release here. */
const OF_ITS_OWN_SCHEMA = ['test/ground/', 'ops/', 'config', 'long.test', 'mocked.test'];
const SCHEMA = ['prisma/migrations', 'prisma/grants.sql'];

const [asked, ...rest] = process.argv.slice(2);
const named = asked !== undefined && !asked.startsWith('-');
const ref = named ? asked : formerRelease();
const toJest = named ? rest : process.argv.slice(2);
const worktree = mkdtempSync(path.join(tmpdir(), 'passerelle-former-'));
let code = 1;
try {
  git('worktree', 'add', '--force', '--detach', worktree, ref);
  // what is installed serves where it is what that release locks; else its own is installed there
  if (git('rev-parse', `${ref}:package-lock.json`) === git('hash-object', 'package-lock.json'))
    symlinkSync(path.join(root, 'node_modules'), path.join(worktree, 'node_modules'));
  // its code, its client; the schema, and what its roles may do, of this one
  for (const part of SCHEMA) {
    rmSync(path.join(worktree, part), { recursive: true, force: true });
    cpSync(path.join(root, part), path.join(worktree, part), { recursive: true });
  }
  const of = git('log', '-1', '--format=%h « %s »', ref);
  console.log(`The tests of ${of}, on the migrations of ${git('log', '-1', '--format=%h', 'HEAD')}.`);
  execFileSync(process.execPath, ['ops/bootstrap.mjs'], { cwd: worktree, stdio: 'inherit' });
  const onThis = tests(toJest);
  let onItsOwn = { failed: [] };
  if (onThis.failed.length > 0) {
    execFileSync('git', ['checkout', '--force', '--', ...SCHEMA], { cwd: worktree });
    execFileSync('git', ['clean', '-fdq', '--', ...SCHEMA], { cwd: worktree });
    console.log('What failed, on its own schema:');
    onItsOwn = tests(onThis.files);
  }
  const broken = onThis.failed.filter((one) => !onItsOwn.failed.includes(one));
  for (const one of onThis.failed)
    console.log(broken.includes(one) ? `The schema breaks: ${one}` : `Fails on its own schema too: ${one}`);
  console.log(`${onThis.passed} passed, ${onThis.failed.length} failed, ${broken.length} of them by the schema`);
  code = broken.length > 0 || onThis.passed === 0 ? 1 : 0;
} finally {
  if (lstatSync(path.join(worktree, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    rmSync(path.join(worktree, 'node_modules'));
  git('worktree', 'remove', '--force', worktree);
}
process.exit(code);

/** Runs tests of the worktree that stand on servers: what passed, what failed by name, and in which files. */
function tests(args) {
  const report = path.join(worktree, 'former.json');
  rmSync(report, { force: true });
  spawnSync(
    process.execPath,
    [
      ...['node_modules/jest/bin/jest.js', '--selectProjects', 'stack', '--json'],
      ...[`--outputFile=${report}`, '--testPathIgnorePatterns', ...OF_ITS_OWN_SCHEMA, '/node_modules/'],
      // behind it every word would be one pattern more to ignore
      ...(args.length === 0 ? [] : ['--colors=false', ...args]),
    ],
    {
      ...{ cwd: worktree, stdio: ['ignore', 'ignore', 'inherit'] },
      env: { ...process.env, NODE_OPTIONS: '--import tsx --experimental-vm-modules --max-old-space-size=1024' },
    },
  );
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failing = result.testResults.filter(({ status }) => status === 'failed');
  const failed = failing.flatMap(({ name, assertionResults }) => {
    const file = path.relative(worktree, name);
    const cases = assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${file}: ${fullName}`);
    return cases.length > 0 ? cases : [file]; // it could not even be run
  });
  return { passed: result.numPassedTests, failed, files: failing.map(({ name }) => path.relative(worktree, name)) };
}

function formerRelease() {
  try {
    return git('describe', '--tags', '--abbrev=0');
  } catch {
    return `${git('log', '-1', '--format=%h', '--', 'prisma/migrations')}~1`;
  }
}
