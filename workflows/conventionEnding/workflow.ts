import type { conventionEnding as kind } from '../../domain/conventionEnding/kind.ts';
import type { EndOf, Route } from '../../domain/dossier/kind.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

type Kind = typeof kind;

export const conventionEndingRoute = {
  notice: { closed: 'CONVENTION_CLOSE', due: 'closing' }, // taken back meanwhile, or closed by another act
  closing: { closed: 'CONVENTION_CLOSE' }, // CONV-13
} as const satisfies Route<Kind>;

/** A convention ends without a successor: after the partner's notice, on the Caf's day, or at once (CONV-13). */
export async function conventionEnding(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('conventionEnding', input, conventionEndingRoute);
}
