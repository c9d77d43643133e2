import type { EndOf, Route } from '../../domain/dossier/kind.ts';
import type { siretCorrection as kind } from '../../domain/siretCorrection/kind.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

type Kind = typeof kind;

export const siretCorrectionRoute = {
  decision: {
    over: 'SANS_OBJET', // the reopening ended, or a newer file leaves nothing to correct
    lapsed: 'ABANDONNE', // TUT-12: the tuteur stays as he is
    applied: 'corrected', // TUT-7, TUT-11: same SIREN
    toSign: 'avenant', // CONV-16, ESAT-21: another SIREN
    asked: 'question',
    kept: 'kept', // TUT-11
  },
  question: { over: 'SANS_OBJET', answered: 'decision', silent: 'decision' },
  avenant: { over: 'SANS_OBJET', stays: 'corrected', lost: 'decision', signed: 'countersignature' }, // REM-3 meanwhile
  countersignature: {
    over: 'SANS_OBJET', // CONV-13
    stays: 'corrected',
    lost: 'decision',
    restored: 'decision',
    applied: 'corrected',
    returned: 'avenant', // CONV-15
  },
  corrected: { undone: 'decision', restoring: 'avenant', again: 'decision', closed: 'CORRIGEE' },
  kept: { undone: 'decision', again: 'decision', closed: 'MAINTENUE' }, // TUT-12: a newer file asks for something else
} as const satisfies Route<Kind>;

/** The SIRET of one tuteur, from the Caf's decision to the convention that bears it (TUT-6 … TUT-8). */
export async function siretCorrection(input: ProcessInput): Promise<EndOf<Kind>> {
  return follow<Kind>('siretCorrection', input, siretCorrectionRoute);
}
