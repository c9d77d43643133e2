import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { tracedBundle, tracedWorkflows } from '../adapters/watch/tracing.ts';
import { DAY_MS } from '../domain/policy/durations.ts';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const WORKFLOWS = path.join(ROOT, 'workflows', 'index.ts');
const BUNDLES = path.join(ROOT, '.cache', 'workflows');
const FAILURE_CONVERTER = path.join(ROOT, 'adapters', 'temporal', 'failureConverter.ts');

/** What ends up in the bundle, or decides how it is made. */
const SOURCES = ['workflows', 'domain', 'adapters/temporal/failureConverter.ts', 'ops/bundle.ts', 'package-lock.json'];

/**
 * The workflows as one file for every worker of this machine (`WORKFLOW_BUNDLE`), made only when their sources have changed: it costs a
 * second or two. Returns its path. `index`: the file that names them, where it is another one. `traced`: with what carries a trace through them,
 * as a file beside it.
 */
export async function workflowBundle(
  folder: string = BUNDLES,
  index: string = WORKFLOWS,
  { traced = false } = {},
): Promise<string> {
  const plain = path.join(folder, `workflows-${sourcesHash(index).slice(0, 16)}.js`);
  const target = traced ? tracedBundle(plain) : plain;
  if (existsSync(target)) return target;
  const { bundleWorkflowCode } = await import('@temporalio/worker'); // with webpack it holds 100 MB
  const { code } = await bundleWorkflowCode({
    workflowsPath: index,
    failureConverterPath: FAILURE_CONVERTER,
    // no module of ours keeps anything of one process: all share one copy, where each would run and hold its own
    preloadModules: [index],
    ...(traced ? { workflowInterceptorModules: [tracedWorkflows()] } : {}),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  mkdirSync(folder, { recursive: true });
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, target);
  removeOld(folder);
  return target;
}

/** Yesterday's bundles; younger ones may be in use by a run that began before the last change. */
function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (name.startsWith('workflows-') && Date.now() - statSync(file).mtimeMs > DAY_MS) rmSync(file, { force: true });
  }
}

function sourcesHash(index: string): string {
  const hash = createHash('sha256');
  const places = [...SOURCES.map((one) => path.join(ROOT, one)), path.dirname(index)];
  for (const source of places.flatMap(filesOf)) {
    hash.update(path.relative(ROOT, source));
    hash.update(readFileSync(source));
  }
  return hash.digest('hex');
}

function filesOf(place: string): string[] {
  if (!existsSync(place)) return [];
  if (path.extname(place) !== '') return [place];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

// node --import tsx ops/bundle.ts [<folder> [<index>]]: says where the bundle is; with a folder, it is <folder>/workflows.js for an image, and
// workflows.traced.js beside it
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , given, index] = process.argv;
  const make = (traced: boolean) =>
    workflowBundle(given && path.resolve(given), index && path.resolve(index), { traced });
  const bundle = await make(false);
  if (given === undefined) console.log(bundle);
  else {
    const named = path.join(path.resolve(given), 'workflows.js');
    renameSync(await make(true), tracedBundle(named));
    renameSync(bundle, named);
  }
  process.exit(0);
}
