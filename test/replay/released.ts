import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { retold, STORY } from '../../ops/rehearse/otherStory.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
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
  writeFileSync(path.join(folder, STORY), retold(story));
  const entry = path.join(folder, 'workflows', 'index.ts');
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'ops/bundle.ts', folder, entry], { cwd: ROOT });
  return path.join(folder, 'workflows.js');
}
