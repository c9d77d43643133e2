import { expect } from '@jest/globals';
import { replacementFacts } from '../../domain/administratorReplacement/replacement.ts';
import type { Replacement } from '../../domain/administratorReplacement/types.ts';
import type { AnyRoute } from '../../domain/dossier/kind.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { AGENT, dossierFrom, forO6, inForce, newDossier, Play, stateOf } from './dossier.ts';

/** What a dossier goes through along a route, told step by step; throws where it goes another way. */
export type Scenario = (route: AnyRoute) => void;

const AT = '2026-03-02T09:00:00Z';
const play = (dossier: Parameters<typeof stateOf>[0], route: AnyRoute) => new Play(dossier, AT, DEFAULT_POLICY, route);

/** The phase and state in which it stands now, and its end. */
function at(one: Play, phase: string, state: string, endedAs: string | null = null): void {
  const { dossier } = one;
  expect([dossier.facts.phase, stateOf(dossier), dossier.endedAs]).toEqual([phase, state, endedAs]);
}

/** … and by which passage it came there: what its history tells. */
function cameBy(one: Play, from: string, outcome: string, to: string): void {
  expect(one.walked.at(-1)).toEqual({ from, outcome, to });
}

const conventionnement: Record<string, Scenario> = {
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
  'another Caf has a convention: nothing is made before the answer': (route) => {
    const one = play(dossierFrom(forO6(), [], ['93']), route).act({ type: 'open' });
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

const KNOWN = { ...NOTHING_KNOWN(), knownInMcp: true, conventionNumber: '22_051' };
function NOTHING_KNOWN() {
  const { esat } = newDossier();
  if (esat === null) throw new Error('an Esat dossier');
  return esat;
}
const GROUP = (members: number) => ({ administrateurs: [], esatGroups: [{ role: 'ESAT', members }] });

const esatOnboarding: Record<string, Scenario> = {
  'case 1, to its first user': (route) => {
    const one = play(dossierFrom(newDossier()), route).act({ type: 'open' });
    at(one, 'checks', 'ELIGIBILITE_A_VERIFIER');
    one.fillEligibility();
    at(one, 'checks', 'ELIGIBILITE_A_VERIFIER');
    one.task('VERIFIER_ELIGIBILITE', 'eligible');
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    one.completeBulletin().signAll();
    at(one, 'countersignature', 'DOCUMENTS_SIGNES');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'people', 'SERVICE_OUVERT');
    one.dossier.people = GROUP(0);
    at(one.act({ type: 'tick' }), 'people', 'GROUPES_CONFIGURES');
    one.dossier.people = GROUP(1);
    at(one.act({ type: 'tick' }), 'people', 'TERMINE', 'TERMINE');
  },
  'case 3: checks by the Caf, a date, a return': (route) => {
    const { siret } = newDossier().partner;
    const known = dossierFrom(newDossier({ esat: KNOWN, opensOn: '2026-04-01' }), inForce({ siret }));
    const one = play(known, route).act({ type: 'open' }).eligibleByCaf();
    at(one, 'checks', 'DOCUMENTS_A_PRODUIRE');
    one.task('VERIFIER_MISSION', 'confirmed');
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    one.completeBulletin().signAll();
    const bulletin = one.document('BULLETIN').id;
    one.act({ type: 'return', documentIds: [bulletin], reason: 'Un rôle manque' }, AGENT);
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    cameBy(one, 'countersignature', 'returned', 'documents');
    one.completeBulletin().signAll();
    at(one, 'countersignature', 'DOCUMENTS_SIGNES');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'opening', 'PRET_A_OUVRIR');
    one.later('2026-03-31T22:00:00Z').act({ type: 'tick' });
    at(one, 'people', 'SERVICE_OUVERT');
  },
};

const CLAIRE = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@tilleuls.example', userId: 'claire' };
const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@tilleuls.example', userId: null, phone: null };

function annexe(incoming: Replacement['incoming'], route: AnyRoute): Play {
  const { siret } = newDossier().partner;
  const known = dossierFrom(newDossier({ type: 'conventionnement', esat: null }), inForce({ siret }));
  const facts = replacementFacts({ leaving: CLAIRE, incoming, closesOn: null, reminders: 0 });
  return play({ ...known, type: 'administratorReplacement', facts }, route).act({ type: 'open' });
}

const administratorReplacement: Record<string, Scenario> = {
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

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Readonly<Record<string, Record<string, Scenario>>> = {
  conventionnement,
  esatOnboarding,
  administratorReplacement,
};
