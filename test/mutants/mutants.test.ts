import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { MACHINES, SCENARIOS } from './scenarios/index.ts';
import { openStage, type Scenario, type Stage } from './stage.ts';
import { killer } from './survivors.ts';
import { bundleOf, type Variant, variantsOf } from './variants.ts';

const LIGHT = SCENARIOS.filter(({ heavy }) => heavy !== true);
const WORKFLOWS = [...new Set(SCENARIOS.map(({ workflow }) => workflow))];
/** Files beside the workflows that declare, and do nothing. */
const SAYING = ['index.ts', 'messages.ts', 'policies.ts', 'routes.ts', 'stories.ts'];
/** Read as workflows are loaded, and by no run: it has its own test (versioning.test.ts). */
const VERSIONING = 'workflows/versioning.ts';
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
    const shared = readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && !SAYING.includes(name))
      .map((name) => `workflows/${name}`);
    expect([...MACHINES.map(({ file }) => file), VERSIONING].sort()).toEqual([...imperative, ...shared].sort());
    expect(all.length).toBeGreaterThan(100);
  });

  test.each(LIGHT.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    await stage.asItIs(scenario);
  });

  test('a scenario that the tree itself does not pass kills nothing', async () => {
    const [variant] = sample;
    const workflow = variant?.workflows[0] ?? '';
    const broken: Scenario = {
      name: 'broken',
      workflow,
      unskipped: true,
      play: () => Promise.reject(new Error('broken')),
    };
    await expect(killer(stage, [broken], variant as Variant)).rejects.toThrow('broken');
  });

  test.each(sample.map((variant) => [variant.file, variant.out, variant] as const))(
    '%s, without: %s',
    async (_file, _out, variant) => {
      expect(await killer(stage, SCENARIOS, variant)).not.toBeNull();
    },
  );
});
