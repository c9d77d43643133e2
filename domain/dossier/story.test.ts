import { describe, expect, test } from '@jest/globals';
import type { Scenario } from '../../test/builders/stories/play.ts';
import { STORIES } from '../../workflows/stories.ts';
import type { AnyRoute } from './kind.ts';

/** What dossiers of each kind go through: a kind without its file fails here. */
const SCENARIOS = new Map<string, Record<string, Scenario>>();
for (const type of Object.keys(STORIES))
  SCENARIOS.set(type, (await import(`../../test/builders/stories/${type}.ts`)).SCENARIOS);

interface Mutant {
  phase: string;
  outcome: string;
  to: string;
  route: AnyRoute;
}

/** Every route that differs from this one in where one outcome leads. */
function mutantsOf({ kind, route }: (typeof STORIES)[string]): Mutant[] {
  const targets = [...Object.keys(kind.phases), ...Object.keys(kind.ends)];
  return Object.entries(route).flatMap(([phase, outcomes]) =>
    Object.entries(outcomes).flatMap(([outcome, was]) =>
      targets
        .filter((to) => to !== was)
        .map((to) => ({ phase, outcome, to, route: { ...route, [phase]: { ...outcomes, [outcome]: to } } })),
    ),
  );
}

describe.each(Object.entries(STORIES))('the story of %s', (type, story) => {
  const scenarios = Object.entries(SCENARIOS.get(type) ?? {});

  test.each(scenarios)('%s', (_, scenario) => scenario(story.route));

  test('says where each outcome of each phase leads, and begins where the kind does', () => {
    const said = Object.entries(story.route).map(([phase, outcomes]) => [phase, Object.keys(outcomes).sort()]);
    const known = Object.entries(story.kind.phases).map(([phase, { outcomes }]) => [
      phase,
      Object.keys(outcomes).sort(),
    ]);
    expect(said).toEqual(known);
  });

  test('acts by each of its lines: with any of them leading elsewhere, a dossier goes another way', () => {
    const mutants = mutantsOf(story);
    expect(mutants.length).toBeGreaterThan(5);
    const survived = mutants.filter(({ route }) => !scenarios.some(([, scenario]) => fails(scenario, route)));
    expect(survived.map(({ phase, outcome, to }) => `${phase}.${outcome} > ${to}`)).toEqual([]);
  });
});

function fails(scenario: (route: AnyRoute) => void, route: AnyRoute): boolean {
  try {
    scenario(route);
    return false;
  } catch {
    return true;
  }
}
