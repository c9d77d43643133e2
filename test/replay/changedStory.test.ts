import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { replay, type StoredHistory } from './replay.ts';

/** The example of docs/architecture.md § Changing a running process: a release in which nothing leads to the phase « opening » any more. */
const ROOT = path.join(import.meta.dirname, '..', '..');
const STORY = 'workflows/esatOnboarding/workflow.ts';
const history = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'histories', 'esatOnboarding-waiting-for-its-date.json'), 'utf8'),
) as StoredHistory;
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The bundle of a release whose Esat story reads so. */
async function released(story: (now: string) => string): Promise<string> {
  const folder = mkdtempSync(path.join(ROOT, '.cache', 'release-'));
  folders.push(folder);
  for (const part of ['workflows', 'domain'])
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  const now = readFileSync(path.join(ROOT, STORY), 'utf8');
  const next = story(now);
  expect(next).not.toBe(now);
  writeFileSync(path.join(folder, STORY), next);
  const entry = path.join(folder, 'workflows', 'index.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'ops/bundle.ts', folder, entry], { cwd: ROOT });
  return path.join(folder, 'workflows.js');
}

const CHANGED = ["inForce: 'opening'", "inForce: 'people'"] as const;

describe('a released story is changed', () => {
  test('in its route alone: what has gone the former way cannot go on, and the gate says so', async () => {
    const bundle = await released((now) => now.replace(...CHANGED));
    await expect(replay(history, bundle)).rejects.toThrow('No longer allowed by');
  });

  test('by a phase less: a dossier that stands there has come from nowhere', async () => {
    const bundle = await released((now) => now.replace(/^ {2}opening: .*\n/m, ''));
    await expect(replay(history, bundle)).rejects.toThrow('No longer a phase');
  });

  test('by a patch: what began under the former route keeps it to its end', async () => {
    const bundle = await released((now) => {
      const [table] = /export const esatOnboardingRoute =[\s\S]*?satisfies Route<Kind>;/.exec(now) ?? [''];
      const former = table.replace('esatOnboardingRoute', 'formerRoute');
      return now
        .replace(table, `${table.replace(...CHANGED)}\n${former}`)
        .replace(', esatOnboardingRoute)', ", patched('noOpening') ? esatOnboardingRoute : formerRoute)")
        .replace('import ', "import { patched } from '@temporalio/workflow';\nimport ");
    });
    await replay(history, bundle);
  });
});
