import { describe, expect, it } from '@jest/globals';
import { REQUEST_STATES } from '../../domain/accessRequest/transitions.ts';
import { ACCOUNT_STATES } from '../../domain/account/types.ts';
import { caseKind, ofEachCase } from '../../domain/case/kinds.ts';
import type { CaseType } from '../../domain/case/types.ts';
import type { Code } from '../../domain/codes.ts';
import { DOCUMENT_STATE_LABELS, DOCUMENT_STATES } from '../../domain/document/types.ts';
import { DOSSIER_KINDS, DOSSIER_STATES, type DossierType, ofEachDossier } from '../../domain/kinds.ts';
import type { ClosureProjection } from '../../domain/people/closure.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_STATE_MARKS } from '../../domain/process/stateLabels.ts';
import { PROCESS_TYPES, type ProcessType } from '../../domain/process/types.ts';
import { TO_DO } from '../../domain/tuteurReopening/toDo.ts';
import { REOPENING_STATES } from '../../domain/tuteurReopening/transitions.ts';
import { STORIES } from '../../workflows/stories.ts';
import { stepsOf } from '../dossiers/steps.ts';
import { outcomeFields } from '../tasks/outcomeInput.ts';
import { formBody, split, typed, yesNo } from './body.ts';
import { FaultSummary } from './form.tsx';
import { ownPath } from './ownPath.ts';
import { date, instant, processStateWords, siretWords, stateWords } from './words.ts';

it('what was done before, by whomever, is told as done: nothing of what was typed is wrong (U9)', async () => {
  const heading = async (...codes: Code[]) => {
    const faults = codes.map((code) => ({ path: '', code, message: 'Cette tâche a été faite hier.' }));
    return /<h2[^>]*>([^<]*)</.exec(await FaultSummary({ form: { id: 'x', values: {}, faults }, labels: {} }))?.[1];
  };
  expect([await heading('TACHE_TERMINEE'), await heading('DEJA_CONTRESIGNE')]).toEqual(
    Array(2).fill('C’est déjà fait'),
  );
  expect([await heading('DOSSIER_TERMINE'), await heading('DEMANDE_TERMINEE')]).toEqual(Array(2).fill('C’est terminé'));
  expect(await heading('CHAMP_INVALIDE')).toBe('Une information est à corriger');
  expect(await heading('CHAMP_INVALIDE', 'TACHE_TERMINEE')).toBe('2 informations sont à corriger');
});

describe('steps of a process (U2)', () => {
  const at = (type: string, phase: string | null, state: string, ended = false, toPartner = false) =>
    stepsOf(STORIES, { type, phase, state, ended }, toPartner).map((step) => `${step.at} ${step.label}`);

  it.each(Object.entries(STORIES))(
    '%s: the order of its story, one step for each phase, then its end',
    (type, story) => {
      for (const phase of Object.keys(story.route)) {
        // what is on the way of some dossiers alone is a step of theirs
        const phases = Object.keys(story.route).filter(
          (one) => one === phase || story.kind.phases[one]?.aside !== true,
        );
        const index = phases.indexOf(phase);
        const steps = stepsOf(STORIES, { type, phase, state: 'x', ended: false });
        expect(steps.map((step) => step.label).slice(0, -1)).toEqual(
          phases.map((one) => story.kind.phases[one]?.label),
        );
        expect(steps.map((step) => step.at)).toEqual([
          ...phases.map((_, place) => (place < index ? 'done' : place === index ? 'current' : 'ahead')),
          'ahead',
        ]);
      }
    },
  );

  it('a dossier that was given up stopped in its phase; one that reached its end has nothing left', () => {
    expect(at('conventionnement', 'countersignature', 'ABANDONNE', true)).toContain('stopped La Caf contresigne');
    expect(at('esatOnboarding', 'people', 'SERVICE_OUVERT', true).at(-2)).toMatch(/^stopped Groupe Esat/);
    expect(at('esatOnboarding', 'people', 'TERMINE', true).every((step) => step.startsWith('done'))).toBe(true);
    expect(at('conventionnement', null, 'CREE')[0]).toBe('current Préparation');
  });

  it('the end ahead is the one that the phase leads to, the one reached is told', () => {
    expect(at('siretCorrection', 'decision', 'A_DECIDER')).toEqual(['current La Caf décide', 'ahead SIRET corrigé']);
    expect(at('siretCorrection', 'kept', 'MAINTENUE').at(-1)).toBe('ahead SIRET maintenu');
    expect(at('siretCorrection', 'decision', 'SANS_OBJET', true)).toEqual(['done La Caf décide', 'done Sans objet']);
  });

  it('the holder of the link sees what it has a part in: up to the opening', () => {
    expect(at('esatOnboarding', 'opening', 'PRET_A_OUVRIR', false, true).slice(-2)).toEqual([
      "current Contrôle, puis date d'ouverture",
      'ahead Service ouvert',
    ]);
    const open = at('esatOnboarding', 'people', 'SERVICE_OUVERT', false, true);
    expect(open.at(-1)).toBe('done Service ouvert');
    expect(open.every((step) => step.startsWith('done'))).toBe(true);
    expect(at('administratorReplacement', 'annexe', 'ANNEXE_A_SIGNER', false, true).at(-1)).toBe('ahead Appliquée');
  });

  it.each(REQUEST_STATES)('request %s: steps before are done, steps after are ahead', (state) => {
    const order = stepsOf(STORIES, { type: 'accessRequest', phase: null, state, ended: false }).map((step) =>
      ['done', 'current', 'stopped', 'ahead'].indexOf(step.at),
    );
    expect(order).toHaveLength(3);
    expect(order).toEqual([...order].sort((a, b) => a - b));
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
  ...ofEachDossier<Record<DossierType, readonly string[]>>((type) => Object.keys(DOSSIER_KINDS[type].states)),
  esatCampaign: ['A_LANCER', 'EN_COURS', 'TERMINEE', 'ANNULEE'],
  tuteurReopening: [...REOPENING_STATES, ...TO_DO],
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

  it.each(PROCESS_TYPES)(
    '%s: every state has words, its own where another kind has the same code, and its mark',
    (type) => {
      expect(Object.keys(PROCESS_STATE_MARKS[type])).toEqual(expect.arrayContaining([...STATES_OF[type]]));
      for (const state of STATES_OF[type])
        expect([state, processStateWords({ type, state })]).toEqual([state, expect.not.stringMatching(/^[A-Z_0-9]+$/)]);
      // a figure of the home page adds types up: the codes of what is listed there have words without their type
      if (!followsAccount(type))
        for (const state of STATES_OF[type]) expect(stateWords(state)).not.toMatch(/^[A-Z_0-9]+$/);
    },
  );

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
