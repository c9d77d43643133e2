import { spawn, spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What makes requests of a document and holds the answers against it (R6). */
const VERSION = '4.32.5';
/** Fixed: the same requests every time. */
const SEED = 20261130;
const HOME = path.join(fileURLToPath(new URL('../../.cache', import.meta.url)), `schemathesis-${VERSION}`);
/** What it remembers stands in the cache too, not among the sources. */
const PYTHON = { ...process.env, PYTHONPATH: HOME, HYPOTHESIS_STORAGE_DIRECTORY: path.join(HOME, '.hypothesis') };
const PROGRAM = [
  '-m',
  'schemathesis.cli',
  '--config-file',
  fileURLToPath(new URL('schemathesis.toml', import.meta.url)),
];

/** Installs it into the project's own cache, once, by Python's own means. Throws one line that says what this machine lacks. */
export function installSchemathesis(): void {
  if (existsSync(HOME)) return;
  const draft = `${HOME}.${process.pid}`;
  const args = ['-m', 'pip', 'install', '--quiet', '--target', draft, `schemathesis==${VERSION}`];
  const { status, error, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
  if (status === 0) return renameSync(draft, HOME);
  rmSync(draft, { recursive: true, force: true });
  const why = (error?.message ?? stderr).trim().split('\n').at(-1) ?? '';
  throw new Error(`R6 is held by schemathesis ${VERSION}: install Python 3 with pip, which brings it (${why}).`);
}

/** What one run said. */
export interface FuzzRun {
  passed: boolean;
  /** requests that were made of the document */
  cases: number;
  report: string;
}

/** Checks that ask more of a document than it can say: what a rule of the procedure refuses is valid by its schema. */
const NOT_ASKED = ['positive_data_acceptance'];
/** It would end the session of the run. */
const LEFT_OUT = ['POST /api/v1/auth/logout'];

/** One run over every operation, as the holder of a session or as nobody. */
export function fuzz(url: string, token: string | null, examples: number): Promise<FuzzRun> {
  // what each parameter's limits ask for is the same for everyone; behind the door, by chance alone
  const phases = token === null ? 'coverage,fuzzing' : 'fuzzing';
  const args = [
    ...['run', `${url}/api/v1/openapi.json`, '--url', url, '--seed', String(SEED), '--max-examples', String(examples)],
    ...['--phases', phases, '--exclude-checks', NOT_ASKED.join(','), '--no-shrink', '--no-color'],
    ...['--generation-database', 'none', '--suppress-health-check', 'all'],
    ...['--request-timeout', '60', '--warnings', 'off', '--continue-on-failure'],
    ...LEFT_OUT.flatMap((name) => ['--exclude-name', name]),
    ...(token === null ? [] : ['--header', `Authorization: Bearer ${token}`]),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [...PROGRAM, ...args], { env: PYTHON, stdio: ['ignore', 'pipe', 'pipe'] });
    let report = '';
    for (const channel of [child.stdout, child.stderr]) channel.on('data', (text: Buffer) => (report += text));
    child.once('error', reject);
    child.once('exit', (code) =>
      resolve({ passed: code === 0, cases: Number(/(\d+) generated/.exec(report)?.[1] ?? 0), report }),
    );
  });
}
