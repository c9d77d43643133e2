import type { administratorReplacement as kind } from '../../domain/administratorReplacement/kind.ts';
import type { EndOf, Route } from '../../domain/dossier/kind.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

type Kind = typeof kind;

export const administratorReplacementRoute = {
  successor: { named: 'annexe' }, // ADM-3: without one the Caf asks for a successor
  annexe: { signed: 'countersignature' }, // ADM-3, ADM-11; REM-3, REM-10 meanwhile, abandoned at their end
  countersignature: { returned: 'annexe', inForce: 'APPLIQUEE' }, // CONV-15, ADM-4: rights change with it
} as const satisfies Route<Kind>;

/** One administrateur partenaire takes over from another, or a second one is added, by annexe 3 (domain.md §4.4). */
export async function administratorReplacement(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('administratorReplacement', input, administratorReplacementRoute);
}
