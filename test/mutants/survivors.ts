import type { Scenario, Stage } from './stage.ts';
import type { Variant } from './variants.ts';

/** The first scenario that a variant does not pass, and why; null: it passes all that are played in its workflows. */
export async function killer(
  stage: Stage,
  scenarios: readonly Scenario[],
  variant: Variant,
): Promise<{ scenario: string; why: string } | null> {
  for (const scenario of scenarios.filter(({ workflow }) => variant.workflows.includes(workflow))) {
    try {
      await stage.play(scenario, variant);
    } catch (error) {
      return { scenario: scenario.name, why: String(error) };
    }
  }
  return null;
}
