import type { Scenario, Stage } from './stage.ts';
import type { Variant } from './variants.ts';

/**
 * The first scenario that a variant does not pass, and why; null: it passes all that are played in its workflows. One that the tree itself does not
 * pass kills nothing: it throws.
 */
export async function killer(
  stage: Stage,
  scenarios: readonly Scenario[],
  variant: Variant,
): Promise<{ scenario: string; why: string } | null> {
  for (const scenario of scenarios.filter(({ workflow }) => variant.workflows.includes(workflow))) {
    try {
      await stage.play(scenario, variant);
    } catch (error) {
      await stage.asItIs(scenario);
      return { scenario: scenario.name, why: String(error) };
    }
  }
  return null;
}
