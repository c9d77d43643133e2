import { expect } from '@jest/globals';
import { dossierFrom, forO6 } from '../dossier.ts';
import { at, cameBy, play, type Scenario } from './play.ts';

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Record<string, Scenario> = {
  'a new partner, to its service': (route) => {
    const one = play(dossierFrom(forO6()), route).act({ type: 'open' });
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    one.completeBulletin();
    at(one, 'documents', 'BULLETIN_COMPLETE');
    one.signAll();
    at(one, 'countersignature', 'DOCUMENTS_SIGNES');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'administrateur', 'SERVICE_OUVERT', 'SERVICE_OUVERT');
  },
  'another Caf manages the partner: nothing is made before its answer': (route) => {
    const one = play(dossierFrom(forO6(), [], '93'), route).act({ type: 'open' });
    at(one, 'preparation', 'DOCUMENTS_A_PRODUIRE');
    expect(one.dossier.documents).toEqual([]);
    one.task('VERIFIER_PORTEE', 'single');
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
  },
  'documents come back to be signed again': (route) => {
    const one = play(dossierFrom(forO6()), route).act({ type: 'open' }).completeBulletin().signAll();
    one.task('CONTRESIGNER', 'return', { reason: 'Mauvais signataire' });
    at(one, 'documents', 'DOCUMENTS_A_PRODUIRE');
    cameBy(one, 'countersignature', 'returned', 'documents');
    one.task('CORRIGER_DOCUMENTS', 'send', {}).completeBulletin().signAll();
    at(one, 'countersignature', 'DOCUMENTS_SIGNES');
  },
  'the service waits for its date, then for its administrateur': (route) => {
    const mode = forO6({ opensOn: '2026-04-01', delegationMode: 'CENTRALISE' });
    const one = play(dossierFrom(mode), route).act({ type: 'open' }).completeBulletin().signAll();
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'opening', 'PRET_A_OUVRIR');
    one.later('2026-03-31T22:00:00Z').act({ type: 'tick' });
    at(one, 'administrateur', 'SERVICE_OUVERT', 'SERVICE_OUVERT');
  },
};
