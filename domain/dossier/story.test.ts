import { describe, expect, test } from '@jest/globals';
import { SCENARIOS } from '../../test/builders/stories.ts';
import { STORIES } from '../../workflows/stories.ts';
import type { AnyRoute } from './kind.ts';

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
  const scenarios = Object.values(SCENARIOS[type] ?? {});

  test.each(Object.keys(SCENARIOS[type] ?? {}))('%s', (name) => {
    SCENARIOS[type]?.[name]?.(story.route);
  });

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
    expect(mutants.length).toBeGreaterThan(10);
    const survived = mutants.filter(({ route }) => !scenarios.some((scenario) => fails(scenario, route)));
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
