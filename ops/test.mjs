// npm test: checks, then every test; the last line is « N passed, N failed » and nothing follows it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-jest-'));
const report = path.join(folder, 'report.json');
let passed = 0;
let failed = 0;

/** A step that is one check: it passes or fails as a whole. */
function check(name, args) {
  console.log(`— ${name}`);
  const result = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status === 0) passed += 1;
  else failed += 1;
}

check('lint and format', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--diagnostic-level=error', '.']);
check('types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']);
check('dependency direction', ['--import', 'tsx', 'ops/check.ts']);
console.log('— tests');
const jest = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=6144',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import tsx`.trim() },
  },
);
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  // a file that could not even be run counts as one failure
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  if (jest.status !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) failed += 1;
} catch {
  failed += 1;
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
