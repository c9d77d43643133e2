import { describe, expect, test } from '@jest/globals';
import {
  AGENT,
  dossierFrom,
  esatOf,
  inForce,
  newDossier,
  Play,
  project,
  standing,
  stateOf,
} from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import { openingRefusal } from '../dossier/openingRefusal.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';

const KNOWN = {
  knownInMcp: true,
  conventionNumber: '22_051',
  conventionSiret: null,
  conventionMode: 'DELEGUE' as const,
};
const O3 = {
  siret: '99991643000013',
  raisonSociale: 'ESAT La Passerelle',
  address: 'x',
  email: 'c@passerelle-esat.example',
  phone: '+33148000003',
  departments: ['93'],
};

describe('Esat dossiers (domain.md §6, §16)', () => {
  test('AC-16 case 1: form, three documents, one countersignature, service open; one visit for the documents (on to TERMINE: groups.test.ts)', () => {
    const play = new Play(dossierFrom(newDossier())).act({ type: 'open' });
    expect(stateOf(play.dossier)).toBe('ELIGIBILITE_A_VERIFIER');
    expect(play.templates()).toEqual(['MAIL-51']);
    play.fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible');
    expect(play.dossier.documents.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'CONVENTION A_SIGNER',
      'CONTRAT A_SIGNER',
      'BULLETIN A_COMPLETER',
    ]);
    expect(play.templates()).toEqual(['MAIL-51', 'MAIL-25']);
    play.completeBulletin();
    expect(stateOf(play.dossier)).toBe('BULLETIN_COMPLETE');
    play.signAll();
    expect(stateOf(play.dossier)).toBe('DOCUMENTS_SIGNES');
    play.task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(play.dossier.documents.every((document) => document.state === 'ACTIF')).toBe(true);
    expect(play.dossier.services).toMatchObject([{ service: 'ESAT', state: 'OUVERTE' }]);
    expect(play.templates().at(-1)).toBe('MAIL-28');
  });

  test('ESAT-23: in force before its date, a dossier waits in PRET_A_OUVRIR and opens by itself, never before', () => {
    const play = new Play(dossierFrom(newDossier({ opensOn: '2026-07-01' }))).act({ type: 'open' });
    play
      .fillEligibility()
      .task('VERIFIER_ELIGIBILITE', 'eligible')
      .completeBulletin()
      .signAll()
      .task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('PRET_A_OUVRIR');
    play.later('2026-06-30T21:59:59Z').act({ type: 'tick' });
    expect(stateOf(play.dossier)).toBe('PRET_A_OUVRIR');
    play.later('2026-06-30T22:00:00Z').act({ type: 'tick' });
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
  });

  const O2 = newDossier({
    esat: {
      knownInMcp: false,
      knownInHabtiers: true,
      activeInHabtiers: null,
      conventionNumber: null,
      conventionSiret: null,
      conventionMode: null,
    },
  });

  test('AC-17 case 2, still active: the activity check comes first, then as case 1', () => {
    const play = new Play(dossierFrom(O2)).act({ type: 'open' });
    expect(stateOf(play.dossier)).toBe('ACTIVITE_A_VERIFIER');
    expect(play.mails).toEqual([]);
    play
      .task('VERIFIER_ACTIVITE', 'active')
      .fillEligibility()
      .task('VERIFIER_ELIGIBILITE', 'eligible')
      .completeBulletin()
      .signAll()
      .task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
  });

  test('AC-18 case 2, no longer active: INACTIF_NON_REPRIS, no document, no mail to the partner', () => {
    const play = new Play(dossierFrom(O2)).act({ type: 'open' }).task('VERIFIER_ACTIVITE', 'inactive');
    expect(stateOf(play.dossier)).toBe('INACTIF_NON_REPRIS');
    expect(play.dossier.documents).toEqual([]);
    expect(play.mails.filter((mail) => mail.to === play.dossier.linkEmail)).toEqual([]);
  });

  const case3 = () =>
    new Play(
      dossierFrom(
        newDossier({ partner: O3, esat: { ...KNOWN, knownInHabtiers: false, activeInHabtiers: null } }),
        inForce({ siret: O3.siret }),
      ),
    ).act({ type: 'open' });

  test('AC-19 case 3: the partner signs bulletin and avenant only; convention number unchanged, no new contrat', () => {
    const play = case3().eligibleByCaf().task('VERIFIER_MISSION', 'confirmed');
    expect(play.dossier.documents.map((document) => document.kind).sort()).toEqual(['AVENANT', 'BULLETIN']);
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(play.dossier.inForce.find((document) => document.kind === 'CONVENTION')).toMatchObject({
      number: '22_051',
      state: 'ACTIF',
    });
    expect(play.dossier.documents.some((document) => document.kind === 'CONTRAT')).toBe(false);
  });

  test('AC-19: the bulletin signed but not its avenant in force, the countersignature is refused AVENANT_MANQUANT; in one act or after it, it is not', () => {
    const signed = () => case3().eligibleByCaf().task('VERIFIER_MISSION', 'confirmed').completeBulletin().signAll();
    const countersign = (play: Play, ...kinds: string[]) =>
      play.act({ type: 'countersign', documentIds: kinds.map((kind) => play.document(kind).id) }, AGENT);
    const play = signed();
    expect(refused(() => countersign(play, 'BULLETIN'))?.code).toBe('AVENANT_MANQUANT');
    expect(play.dossier.services).toEqual([]);
    expect(stateOf(countersign(play, 'BULLETIN', 'AVENANT').dossier)).toBe('SERVICE_OUVERT');
    const inTurn = countersign(countersign(signed(), 'AVENANT'), 'BULLETIN');
    expect(stateOf(inTurn.dossier)).toBe('SERVICE_OUVERT');
  });

  test('AC-19: a bulletin that came into force without its avenant waits for it, for no date', () => {
    const play = case3().eligibleByCaf().task('VERIFIER_MISSION', 'confirmed').completeBulletin().signAll();
    const bulletin = play.document('BULLETIN');
    bulletin.state = 'ACTIF';
    play.act({ type: 'tick' });
    expect(openingRefusal(standing(play.dossier, DEFAULT_POLICY, play.at), bulletin, '2026-01-01')).toMatchObject({
      code: 'AVENANT_MANQUANT',
      rule: 'ESAT-14',
    });
    expect(play.dossier.services).toMatchObject([{ state: 'PRETE' }]);
    const { nextActionAt, waitingFor } = project(play.dossier, DEFAULT_POLICY, play.at);
    expect([nextActionAt, waitingFor?.who]).toEqual([null, 'CAF']);
  });

  test('AC-20 SIRET of another establishment: BLOQUE_SIRET, MAIL-27, nothing to sign; corrected, it goes on', () => {
    const play = case3()
      .eligibleByCaf()
      .task('VERIFIER_MISSION', 'confirmed')
      .completeBulletin({ siret: '99991643000021' });
    expect(play.document('BULLETIN').state).toBe('A_CORRIGER');
    expect(stateOf(play.dossier)).toBe('BLOQUE_SIRET');
    expect(play.templates()).toContain('MAIL-27');
    expect(play.dossier.tasks.find((task) => task.kind === 'CORRIGER_SIRET')?.reason).toMatch(
      /999 916 430 00021.*999 916 430 00013/,
    );
    play.completeBulletin({ siret: '99991643000013' }).signAll().task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
  });

  test('AC-20, other way: an avenant CORRECTION_SIRET rewrites the convention, the check is replayed (ESAT-21)', () => {
    const play = case3()
      .eligibleByCaf()
      .task('VERIFIER_MISSION', 'confirmed')
      .completeBulletin({ siret: '99991643000021' });
    play.task('CORRIGER_SIRET', 'avenant', { siret: '99991643000021' });
    expect(play.document('BULLETIN').state).toBe('A_SIGNER');
    play.signAll().task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(play.dossier.inForce.find((document) => document.kind === 'CONVENTION')?.siret).toBe('99991643000021');
  });

  test('AC-21 known on both sides: case 4, flag CAS_NON_DECRIT, activity check, bulletin and avenant', () => {
    const play = new Play(
      dossierFrom(
        newDossier({ partner: O3, esat: { ...KNOWN, knownInHabtiers: true, activeInHabtiers: null } }),
        inForce({ siret: O3.siret }),
      ),
    ).act({ type: 'open' });
    expect(esatOf(play.dossier).useCase).toBe(4);
    expect(play.dossier.flags).toContain('CAS_NON_DECRIT');
    play.task('VERIFIER_ACTIVITE', 'active').task('VERIFIER_MISSION', 'confirmed').eligibleByCaf();
    expect(play.dossier.documents.map((document) => document.kind).sort()).toEqual(['AVENANT', 'BULLETIN']);
  });

  test('AC-23 Mayotte: INELIGIBLE, HORS_CHAMP', () => {
    const partner = { ...O3, siret: '99994352500017', departments: ['976'] };
    const play = new Play(dossierFrom(newDossier({ partner, caf: '976' }))).act({ type: 'open' });
    expect(stateOf(play.dossier)).toBe('INELIGIBLE');
    expect(play.dossier.facts.endReason).toContain('hors du champ');
  });

  test('DEL-7: several départements go to the CNA, flag TRANSFERE_CNA, MAIL-29', () => {
    const play = new Play(dossierFrom(newDossier({ partner: { ...O3, departments: ['93', '77'] } }))).act({
      type: 'open',
    });
    expect(play.dossier).toMatchObject({ caf: 'CNA', readerCaf: '93', flags: ['TRANSFERE_CNA', 'HORS_EXTRACTION'] });
    expect(play.templates()).toContain('MAIL-29');
  });

  test('ineligible: the dossier ends, everybody is told, what is open is closed', () => {
    const play = new Play(dossierFrom(newDossier()))
      .act({ type: 'open' })
      .fillEligibility()
      .task('VERIFIER_ELIGIBILITE', 'notEligible', { reason: "Ce n'est pas un Esat." });
    expect(stateOf(play.dossier)).toBe('INELIGIBLE');
    expect(play.templates()).toEqual(['MAIL-51', 'MAIL-53', 'MAIL-54']);
    expect(refused(() => play.fillEligibility())?.code).toBe('DOSSIER_TERMINE');
  });
});
