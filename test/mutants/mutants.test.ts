import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MACHINES, SCENARIOS } from './scenarios/index.ts';
import { openStage, type Stage } from './stage.ts';
import { killer } from './survivors.ts';
import { bundleOf, variantsOf } from './variants.ts';

const LIGHT = SCENARIOS.filter(({ heavy }) => heavy !== true);
const WORKFLOWS = [...new Set(SCENARIOS.map(({ workflow }) => workflow))];
/** One in so many. */
const SAMPLE = 24;
const all = MACHINES.flatMap(({ file, workflows }) => variantsOf(file, workflows));
const sample = all.filter((_, index) => index % SAMPLE === 0);
let stage: Stage;
let remove: () => void;

beforeAll(async () => {
  const bundle = await bundleOf(sample, WORKFLOWS);
  remove = bundle.remove;
  stage = await openStage(bundle.path);
});
afterAll(async () => {
  await stage?.stop();
  remove?.();
});

describe('the imperative workflows, played', () => {
  test('every workflow that does more than to follow its process is taken apart, line by line', () => {
    const folder = path.join(import.meta.dirname, '..', '..', 'workflows');
    const imperative = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `workflows/${name}/workflow.ts`)
      .filter((file) => !/return follow(ToEnd|<Kind>)\(/.test(readFileSync(path.join(folder, '..', file), 'utf8')));
    expect(imperative.length).toBeGreaterThan(5);
    expect(MACHINES.map(({ file }) => file).sort()).toEqual([...imperative, 'workflows/process.ts'].sort());
    expect(all.length).toBeGreaterThan(100);
  });

  test.each(LIGHT.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    await stage.play(scenario, { name: '' });
  });

  test.each(sample.map((variant) => [variant.file, variant.out, variant] as const))(
    '%s, without: %s',
    async (_file, _out, variant) => {
      expect(await killer(stage, SCENARIOS, variant)).not.toBeNull();
    },
  );
});
