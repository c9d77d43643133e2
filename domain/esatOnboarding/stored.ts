import type { EligibilityForm } from '../document/types.ts';
import type { UseCase } from '../esat/useCase.ts';
import type { EsatOnboardingFacts } from './types.ts';

const esatOf = (facts: unknown) => (facts as Partial<EsatOnboardingFacts> | null | undefined)?.esat;

/** Of a process's facts as they are stored, whatever its type; null: none was filled. */
export function eligibilityFormOf(facts: unknown): EligibilityForm | null {
  return esatOf(facts)?.eligibilityForm ?? null;
}

/** … null: it has none. */
export function useCaseOf(facts: unknown): UseCase | null {
  return esatOf(facts)?.useCase ?? null;
}
