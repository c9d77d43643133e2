import type { conventionnement as kind } from '../../domain/conventionnement/kind.ts';
import type { EndOf, Route } from '../../domain/dossier/kind.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

type Kind = typeof kind;

export const conventionnementRoute = {
  preparation: { ready: 'documents' }, // CON-11, DEL-7: one Caf
  documents: { signed: 'countersignature' }, // CONV-2, CONV-7; REM-2, REM-3 meanwhile, abandoned at their end
  countersignature: { returned: 'documents', inForce: 'opening' }, // CONV-15, CONV-8
  opening: { opened: 'administrateur' }, // CONV-8, CONV-17: never before its date
  administrateur: { found: 'SERVICE_OUVERT' }, // ADM-10
} as const satisfies Route<Kind>;

/** Conventionnement of one partner for one or more services (domain.md §4). */
export async function conventionnement(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('conventionnement', input, conventionnementRoute);
}
