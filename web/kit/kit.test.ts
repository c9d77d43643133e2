import { describe, expect, it } from '@jest/globals';
import { REQUEST_STATES } from '../../domain/accessRequest/transitions.ts';
import { ACCOUNT_STATES } from '../../domain/account/types.ts';
import { caseKind, ofEachCase } from '../../domain/case/kinds.ts';
import type { CaseType } from '../../domain/case/types.ts';
import { DOCUMENT_STATE_LABELS, DOCUMENT_STATES } from '../../domain/document/types.ts';
import { DOSSIER_STATES, STOPPED } from '../../domain/dossier/states.ts';
import type { ClosureProjection } from '../../domain/people/closure.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_TYPES, type ProcessType } from '../../domain/process/types.ts';
import { stepsOf } from '../dossiers/steps.ts';
import { outcomeFields } from '../tasks/outcomeInput.ts';
import { formBody, split, typed, yesNo } from './body.ts';
import { ownPath } from './ownPath.ts';
import { date, instant, processStateWords, siretWords, stateWords } from './words.ts';

describe('steps of a dossier (U2)', () => {
  const progress = { sent: false, signed: false };

  it.each(DOSSIER_STATES)('%s stands at exactly one step, or is at the end', (state) => {
    const steps = stepsOf({ type: 'esatOnboarding', state, closedAt: null }, progress);
    const here = steps.filter((step) => step.at === 'current' || step.at === 'stopped');
    expect(here).toHaveLength(state === 'TERMINE' ? 0 : 1);
    expect(here.some((step) => step.at === 'stopped')).toBe(STOPPED.includes(state));
  });

  it('once the service is open an Esat dossier has its group and its first user before it, others nothing', () => {
    const ahead = (type: string, state: string, closedAt: string | null) =>
      stepsOf({ type, state, closedAt }, progress)
        .filter((step) => step.at !== 'done')
        .map((step) => step.label);
    const [group, user] = ['Groupe Esat et son rôle', 'Premier utilisateur'];
    expect(ahead('esatOnboarding', 'SERVICE_OUVERT', null)).toEqual([group, user]);
    expect(ahead('esatOnboarding', 'GROUPES_CONFIGURES', null)).toEqual([user]);
    expect(ahead('esatOnboarding', 'TERMINE', '2026-03-02T09:00:00Z')).toEqual([]);
    expect(ahead('esatOnboarding', 'SERVICE_OUVERT', '2026-03-02T09:00:00Z')).toEqual([]);
    expect(ahead('conventionnement', 'SERVICE_OUVERT', null)).toEqual([]);
  });

  it.each(REQUEST_STATES)('request %s: steps before are done, steps after are ahead', (state) => {
    const order = stepsOf({ type: 'accessRequest', state, closedAt: null }, progress).map((step) =>
      ['done', 'current', 'stopped', 'ahead'].indexOf(step.at),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('places an abandoned dossier by what it had reached', () => {
    const at = (sent: boolean, signed: boolean) =>
      stepsOf({ type: 'conventionnement', state: 'ABANDONNE', closedAt: null }, { sent, signed }).findIndex(
        (step) => step.at === 'stopped',
      );
    expect([at(false, false), at(true, false), at(true, true)]).toEqual([0, 2, 3]);
  });
});

describe('forms', () => {
  it('goes back only to a path of this site', () => {
    expect(ownPath('/dossiers/a?b=c')).toBe('/dossiers/a?b=c');
    for (const given of [
      'https://ailleurs.example',
      '//ailleurs.example',
      '/\\ailleurs.example',
      'dossiers',
      '/a\r\nb',
      '/connexion?retour=/',
      undefined,
      ['/a'],
    ])
      expect(ownPath(given)).toBe('/');
  });

  it('reads plain forms: repeated names, lists, unanswered questions', () => {
    const body = formBody({ a: 'x', b: ['1', '2'], c: { d: 1 }, list: ' 75, 2A ;\n974,, ', q: 'oui', cle: 'k' });
    expect(body).toEqual({ a: 'x', b: ['1', '2'], list: ' 75, 2A ;\n974,, ', q: 'oui', cle: 'k' });
    expect(split(body, 'list')).toEqual(['75', '2A', '974']);
    expect([yesNo(body, 'q'), yesNo(body, 'a'), yesNo(body, 'none')]).toEqual([true, undefined, undefined]);
    expect(typed(body)).not.toHaveProperty('cle');
  });

  it('gives each outcome its fields in the shape of the API, blank ones left out (§4.5)', () => {
    expect(outcomeFields('RELANCER', 'extend', { days: '15' })).toEqual({ days: 15 });
    expect(outcomeFields('VERIFIER_MISSION', 'changed', { missions: 'A\nB, ' })).toEqual({ missions: ['A', 'B'] });
    expect(outcomeFields('EXAMINER_DEMANDE', 'refuse', { 'reasons.T1': ' non ', 'reasons.T2': '' })).toEqual({
      reasons: { T1: 'non' },
    });
    expect(
      outcomeFields('TRAITER_LIGNE', 'release', {
        email: 'a@b.example',
        phone: '',
        activeInHabtiers: 'oui',
        knownInMcp: '',
      }),
    ).toEqual({ email: 'a@b.example', activeInHabtiers: true });
    expect(outcomeFields('VERIFIER_ELIGIBILITE', 'eligible', {})).toEqual({});
    expect(outcomeFields('VERIFIER_ELIGIBILITE', 'eligible', { 'form.casf': 'oui', 'form.places': '40' })).toEqual({
      form: { casf: true, cdaph: false, places: 40, autorisation: '' },
    });
    expect(outcomeFields('RELANCER', 'inconnue', { days: '15' })).toEqual({});
  });
});

const STATES_OF: Record<ProcessType, readonly string[]> = {
  accessRequest: REQUEST_STATES,
  conventionnement: DOSSIER_STATES,
  esatOnboarding: DOSSIER_STATES,
  administratorReplacement: DOSSIER_STATES,
  esatCampaign: ['A_LANCER', 'EN_COURS', 'TERMINEE', 'ANNULEE'],
  userOnboarding: ACCOUNT_STATES,
  passwordReset: ACCOUNT_STATES,
  accountClosure: ['PROGRAMMEE', 'CLOS', 'ANNULEE'] satisfies ClosureProjection['state'][],
  userImport: ['EN_COURS', 'TERMINEE', 'ANNULEE'],
  ...ofEachCase<Record<CaseType, readonly string[]>>((type) => Object.keys(caseKind(type).labels)),
};

describe('words', () => {
  it('has French words for every state of dossiers, requests and documents', () => {
    for (const state of [...DOSSIER_STATES, ...REQUEST_STATES])
      expect([state, stateWords(state)]).not.toEqual([state, state]);
    for (const state of DOCUMENT_STATES) expect(DOCUMENT_STATE_LABELS[state]).not.toMatch(/^[A-Z_0-9]+$/);
  });

  it.each(PROCESS_TYPES)('%s: every state has words, its own where another kind has the same code', (type) => {
    for (const state of STATES_OF[type])
      expect([state, processStateWords({ type, state })]).toEqual([state, expect.not.stringMatching(/^[A-Z_0-9]+$/)]);
    // a figure of the home page adds types up: the codes of what is listed there have words without their type
    if (!followsAccount(type))
      for (const state of STATES_OF[type]) expect(stateWords(state)).not.toMatch(/^[A-Z_0-9]+$/);
  });

  it('an account is active, a document is in force', () => {
    expect(processStateWords({ type: 'userOnboarding', state: 'ACTIF' })).toBe('Actif');
    expect(processStateWords({ type: 'approverChange', state: 'ACTIF' })).toBe('En fonction');
    expect(DOCUMENT_STATE_LABELS.ACTIF).toBe('En vigueur');
  });

  it('writes days and instants of Paris as people read them (FMT-24)', () => {
    expect([
      date('2026-06-30'),
      date('2026-06-30T22:30:00.000Z'),
      instant('2026-03-10T09:05:00.000Z'),
      siretWords('99991041700016'),
    ]).toEqual(['30/06/2026', '01/07/2026', '10/03/2026 à 10h05', '999 910 417 00016']);
  });
});
