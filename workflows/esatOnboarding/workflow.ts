import type { EndOf, Route } from '../../domain/dossier/kind.ts';
import type { esatOnboarding as kind } from '../../domain/esatOnboarding/kind.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

type Kind = typeof kind;

export const esatOnboardingRoute = {
  checks: { passed: 'documents' }, // ESAT-13 … ESAT-18
  documents: { signed: 'countersignature' }, // CONV-2, CONV-7; REM-2, REM-3 meanwhile, abandoned at their end
  countersignature: { returned: 'documents', inForce: 'opening' }, // CONV-15, CONV-8
  opening: { opened: 'people' }, // ESAT-23: never before its date
  people: { inPlace: 'TERMINE' }, // ESAT-17, ESAT-19; REM-13 meanwhile
} as const satisfies Route<Kind>;

/** Esat onboarding of one partner (domain.md §6.3, §6.5). */
export async function esatOnboarding(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('esatOnboarding', input, esatOnboardingRoute);
}
