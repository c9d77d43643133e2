// npm test: checks, then the tests. With --full what is longer by nature follows (jest.config.js, « long »).
// Whatever runs, the last line is « N passed, N failed », and nothing follows it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const given = process.argv.slice(2);
const full = given.includes('--full');
const toJest = given.filter((arg) => arg !== '--full');
const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-jest-'));
let passed = 0;
let failed = 0;
let tested = 0;
let running = null;

// whoever stops this stops what it runs; the servers of the tests follow (ops/guard.ts)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(130));
if (process.send !== undefined) process.once('disconnect', () => leave(130));

function leave(code) {
  running?.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

/** Runs a program of Node to its end; its exit code. */
function run(args, options = {}) {
  return new Promise((resolve) => {
    running = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    running.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A step that is one check: it passes or fails as a whole. */
async function check(name, args) {
  console.log(`— ${name}`);
  if ((await run(args)) === 0) passed += 1;
  else failed += 1;
}

/** Runs these projects of jest and counts what passed and failed. */
async function tests(name, projects) {
  console.log(`— ${name}`);
  const report = path.join(folder, `${projects.join('-')}.json`);
  const code = await run(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      '--max-old-space-size=1024',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${report}`,
      ...toJest,
      // what is asked for by a pattern may stand in one part alone
      ...(full ? ['--passWithNoTests'] : []),
      ...(projects.length === 0 ? [] : ['--selectProjects', ...projects]),
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'], // the report goes to its file; what people read comes by the other channel
      env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import tsx`.trim() },
    },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    tested += result.numTotalTests;
    // a file that could not even be run counts as one failure
    const faults = result.numFailedTests + result.numRuntimeErrorTestSuites;
    failed += faults === 0 && code !== 0 ? 1 : faults;
  } catch {
    failed += 1;
  }
}

await check('lint and format', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--diagnostic-level=error', '.']);
await check('types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']);
await check('dependency direction', ['ops/check.mjs']);
// who names projects of jest wants those and no others
if (toJest.some((arg) => arg.startsWith('--selectProjects'))) await tests('tests', []);
else {
  await tests('tests', ['unit', 'stack', 'mocked']);
  if (full) await tests('long tests', ['long']);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && tested > 0 ? 0 : 1);
