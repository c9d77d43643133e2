import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(import.meta.dirname, '..', '..');
const STORY = 'workflows/esatOnboarding/workflow.ts';
const folders: string[] = [];

/** Removes what `released` made. */
export function removeReleases(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** The bundle of a release whose Esat story reads so. Throws where nothing of it changes. */
export async function released(story: (now: string) => string): Promise<string> {
  const folder = mkdtempSync(path.join(ROOT, '.cache', 'release-'));
  folders.push(folder);
  for (const part of ['workflows', 'domain'])
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  const now = readFileSync(path.join(ROOT, STORY), 'utf8');
  const next = story(now);
  if (next === now) throw new Error('The story is the same');
  writeFileSync(path.join(folder, STORY), next);
  const entry = path.join(folder, 'workflows', 'index.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'ops/bundle.ts', folder, entry], { cwd: ROOT });
  return path.join(folder, 'workflows.js');
}

/** Nothing is to lead to the phase « opening » any more (docs/architecture.md § Changing a running process). */
export const CHANGED = ["inForce: 'opening'", "inForce: 'people'"] as const;

/** … as a release says it: the former route beside the new one, which what begins now goes by. */
export function withoutOpening(now: string): string {
  const [table] = /export const esatOnboardingRoute =[\s\S]*?satisfies Route<Kind>;/.exec(now) ?? [''];
  const former = table.replace('esatOnboardingRoute', 'formerRoute');
  return now
    .replace(table, `${table.replace(...CHANGED)}\n${former}`)
    .replace(', esatOnboardingRoute)', ", patched('noOpening') ? esatOnboardingRoute : formerRoute)")
    .replace('import ', "import { patched } from '@temporalio/workflow';\nimport ");
}
