import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CHANGED, withoutOpening } from '../../ops/rehearse/otherStory.ts';
import { released, removeReleases } from './released.ts';
import { replay, type StoredHistory } from './replay.ts';

/** The example of docs/architecture.md § Changing a running process: a release in which nothing leads to the phase « opening » any more. */
const history = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'histories', 'esatOnboarding-waiting-for-its-date.json'), 'utf8'),
) as StoredHistory;
afterAll(removeReleases);

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
    await replay(history, await released(withoutOpening));
  });
});
