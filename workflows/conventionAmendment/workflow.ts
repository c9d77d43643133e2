import type { conventionAmendment as kind } from '../../domain/conventionAmendment/kind.ts';
import type { EndOf, Route } from '../../domain/dossier/kind.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

type Kind = typeof kind;

export const conventionAmendmentRoute = {
  signature: { signed: 'countersignature' }, // REM-3 meanwhile, abandoned at its end
  countersignature: { returned: 'signature', inForce: 'APPLIQUE' }, // CONV-15, CONV-16
} as const satisfies Route<Kind>;

/** The convention in force becomes another by an avenant: SIRET, reach, contracting Caf (CONV-16, DEL-8). */
export async function conventionAmendment(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('conventionAmendment', input, conventionAmendmentRoute);
}
