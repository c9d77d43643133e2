import type { EndOf, Route } from '../../../domain/dossier/kind.ts';
import type { ProcessInput } from '../../../workflows/messages.ts';
import { follow } from '../../../workflows/process.ts';
import type { priorConvention as kind } from './kind.ts';

type Kind = typeof kind;

export const priorConventionRoute = {
  signature: { signed: 'countersignature' },
  countersignature: { returned: 'signature', inForce: 'withdrawal' },
  withdrawal: { bound: 'ACQUISE' },
} as const satisfies Route<Kind>;

export async function priorConvention(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('priorConvention', input, priorConventionRoute);
}
