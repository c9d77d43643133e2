import { expect } from '@jest/globals';
import { replacementFacts } from '../../../domain/administratorReplacement/replacement.ts';
import type { Replacement } from '../../../domain/administratorReplacement/types.ts';
import type { AnyRoute } from '../../../domain/dossier/kind.ts';
import { dossierFrom, inForce, newDossier, type Play } from '../dossier.ts';
import { at, cameBy, play, type Scenario } from './play.ts';

const CLAIRE = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@tilleuls.example', userId: 'claire' };
const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@tilleuls.example', userId: null, phone: null };

function annexe(incoming: Replacement['incoming'], route: AnyRoute): Play {
  const { siret } = newDossier().partner;
  const known = dossierFrom(newDossier({ type: 'conventionnement', esat: null }), inForce({ siret }));
  const facts = replacementFacts({ leaving: CLAIRE, incoming, closesOn: null, reminders: 0 });
  return play({ ...known, type: 'administratorReplacement', facts }, route).act({ type: 'open' });
}

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Record<string, Scenario> = {
  'a successor is named, signed for and countersigned': (route) => {
    const one = annexe(null, route);
    at(one, 'successor', 'DEPART_SIGNALE');
    one.task('REMPLACER_ADMINISTRATEUR', 'propose', { firstName: 'Zoé', lastName: 'Picard', email: ZOE.email });
    at(one, 'annexe', 'ANNEXE_A_SIGNER');
    one.signAll();
    at(one, 'countersignature', 'ANNEXE_A_SIGNER');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'countersignature', 'APPLIQUEE', 'APPLIQUEE');
  },
  'the annexe comes back': (route) => {
    const one = annexe(ZOE, route);
    one.signAll().task('CONTRESIGNER', 'return', { reason: 'Illisible' });
    at(one, 'annexe', 'ANNEXE_A_SIGNER');
    cameBy(one, 'countersignature', 'returned', 'annexe');
    // what the partner is told once is not told again
    expect(one.templates().filter((template) => template === 'MAIL-31')).toHaveLength(3);
    one.task('CORRIGER_DOCUMENTS', 'send', {});
    expect(one.document('ANNEXE_3').state).toBe('A_SIGNER');
  },
};
