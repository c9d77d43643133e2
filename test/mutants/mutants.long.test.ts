import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MACHINES, SCENARIOS } from './scenarios/index.ts';
import { openStage, type Stage } from './stage.ts';
import { killer } from './survivors.ts';
import { bundleOf, variantsOf } from './variants.ts';

const all = MACHINES.flatMap(({ file, workflows }) => variantsOf(file, workflows));
let stage: Stage;
let remove: () => void;

beforeAll(async () => {
  const bundle = await bundleOf(all, [...new Set(SCENARIOS.map(({ workflow }) => workflow))]);
  remove = bundle.remove;
  stage = await openStage(bundle.path);
});
afterAll(async () => {
  await stage?.stop();
  remove?.();
});

// the others too: what kills a variant passes without it
test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
  await stage.asItIs(scenario);
});

// none is equivalent: a line without which nothing is other than with it is deleted, or listed here with its reason
test.each(all.map((variant) => [variant.file, variant.out, variant] as const))(
  '%s, without: %s',
  async (_file, _out, variant) => {
    expect(await killer(stage, SCENARIOS, variant)).not.toBeNull();
  },
);
