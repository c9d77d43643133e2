// Brings a fresh clone to where the rest can run, then runs it: node ops/bootstrap.mjs [<script> [arguments]].
// Plain Node without dependencies, since it is what installs them. Quick when there is nothing to do.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseClient, dependencies, postgresLibraries, requireNode } from './install.mjs';
import { temporalBinary, testServerBinary } from './temporalBinary.mjs';

/** Which programs of Temporal a script needs: the server, or the time-skipping server of the tests too. */
const NEEDS = {
  'ops/start.ts': ['server'],
  'ops/demo.ts': ['server'],
  'ops/bench/index.ts': ['server'],
  'ops/rehearse/index.ts': ['server'],
  'ops/test.mjs': ['server', 'testServer'],
  'ops/testFormer.mjs': ['server', 'testServer'],
};

process.chdir(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const [script, ...args] = process.argv.slice(2);

try {
  requireNode();
  dependencies(console.log);
  postgresLibraries();
  databaseClient(console.log);
  const needs = NEEDS[script] ?? [];
  // one that is named in the environment is taken as it is; tests and bench use none but their own
  const given = process.env.TEMPORAL_ADDRESS && ['ops/start.ts', 'ops/demo.ts'].includes(script);
  if (needs.includes('server') && !given) process.env.TEMPORAL_BINARY ||= await temporalBinary(console.log);
  if (needs.includes('testServer')) process.env.TEMPORAL_TEST_SERVER_BINARY ||= await testServerBinary(console.log);
} catch (error) {
  fail(error.message);
}

if (script !== undefined) run(script, args);

function run(script, args) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    // the channel tells the script when this process is gone, however it ended
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: process.env,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm hands no SIGTERM on, and its shell may outlive it: when either is gone, what it started is stopped as if it had
  if (process.env.npm_lifecycle_event) {
    const above = ancestors();
    setInterval(() => {
      if (ancestors() !== above) child.kill('SIGTERM');
    }, 300).unref();
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 0 : 1)));
}

/** npm's process as we see it: our parent, and that one's parent where npm put a shell between. */
function ancestors() {
  const { ppid } = process;
  try {
    if (!readFileSync(`/proc/${ppid}/cmdline`, 'utf8').includes('bootstrap.mjs')) return `${ppid}`;
    const stat = readFileSync(`/proc/${ppid}/stat`, 'utf8');
    return `${ppid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`;
  } catch {
    return `${ppid}`; // no /proc on this system
  }
}

function fail(line) {
  console.error(line);
  process.exit(1);
}
