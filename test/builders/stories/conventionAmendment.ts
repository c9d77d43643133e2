import { expect } from '@jest/globals';
import { type AmendmentAsked, amendmentFacts } from '../../../domain/conventionAmendment/begin.ts';
import type { AnyRoute } from '../../../domain/dossier/kind.ts';
import { dossierFrom, inForce, newDossier, Play } from '../dossier.ts';
import { at, cameBy, play, type Scenario } from './play.ts';

/** An avenant that was asked for of a partner under contract with the Caf 93. */
export function amending(asked: AmendmentAsked, route?: AnyRoute, caf = '93'): Play {
  const { siret, raisonSociale } = newDossier().partner;
  const held = inForce({ siret });
  const known = dossierFrom(newDossier({ type: 'conventionnement', esat: null }), held);
  const convention = { siret, contractingCaf: '93', departments: held[0]?.content.departments ?? [] };
  const facts = amendmentFacts(asked, { caf, raisonSociale, convention, heldBy: null });
  const dossier = { ...known, caf, type: 'conventionAmendment', facts };
  return (route === undefined ? new Play(dossier) : play(dossier, route)).act({ type: 'open' });
}

const SIRET: AmendmentAsked = { object: 'CHANGEMENT_SIRET', siret: '99991041700024', reason: 'Déménagement' };

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Record<string, Scenario> = {
  'the partner signs, the Caf countersigns': (route) => {
    const one = amending(SIRET, route);
    at(one, 'signature', 'AVENANT_A_SIGNER');
    one.signAll();
    at(one, 'countersignature', 'AVENANT_SIGNE');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'countersignature', 'APPLIQUE', 'APPLIQUE');
  },
  'the avenant comes back': (route) => {
    const one = amending(SIRET, route).signAll();
    one.task('CONTRESIGNER', 'return', { reason: 'Mauvais signataire' });
    at(one, 'signature', 'AVENANT_A_SIGNER');
    cameBy(one, 'countersignature', 'returned', 'signature');
    one.task('CORRIGER_DOCUMENTS', 'send', {});
    expect(one.document('AVENANT').state).toBe('A_SIGNER');
  },
};
