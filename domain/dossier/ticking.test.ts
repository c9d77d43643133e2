import { describe, expect, test } from '@jest/globals';
import { dossierFrom, esatOf, inForce, newDossier, Play, project } from '../../test/builders/dossier.ts';
import type { ContractDocument } from '../document/types.ts';
import type { Dossier } from './types.ts';

/** R4: what is done is not due again. After a tick at its instant the next one is later, or there is none: no process turns on the spot. */

const SIRET = '99991643000013';
const KNOWN = { ...newDossier().partner, siret: SIRET };
const UNKNOWN = {
  ...{ knownInMcp: false, knownInHabtiers: false, activeInHabtiers: true },
  ...{ conventionNumber: null, conventionSiret: null, conventionMode: null },
};
const CDAP: Over = { type: 'conventionnement', services: ['CDAP'], profiles: ['T2'], esat: null };
type Over = Parameters<typeof newDossier>[0];

const BEGINNINGS: Record<string, [Over, ContractDocument[]]> = {
  'Esat, case 1': [{ deadline: '2026-05-20' }, []],
  'Esat, case 2': [{ esat: { ...UNKNOWN, knownInHabtiers: true } }, []],
  'Esat, case 3': [{ partner: KNOWN, esat: { ...UNKNOWN, knownInMcp: true } }, inForce({ siret: SIRET })],
  'Esat, case 4': [
    { partner: KNOWN, esat: { ...UNKNOWN, knownInMcp: true, knownInHabtiers: true } },
    inForce({ siret: SIRET }),
  ],
  'CDAP, new partner': [CDAP, []],
  'CDAP, centralisé': [{ ...CDAP, delegationMode: 'CENTRALISE' }, []],
  'CDAP, known partner': [{ ...CDAP, partner: KNOWN, delegationMode: null }, inForce({ siret: SIRET })],
  'another mode': [{ ...CDAP, partner: KNOWN }, inForce({ siret: SIRET, mode: 'CENTRALISE' })],
};

/** The story up to the countersignature; a step that this dossier does not need is left out. */
const STORY: ((play: Play) => void)[] = [
  (play) => play.act({ type: 'open' }),
  (play) => play.fillEligibility(),
  (play) => play.eligibleByCaf(),
  (play) => play.task('VERIFIER_MISSION', 'confirmed'),
  (play) => play.completeBulletin({ siret: '99991643000021' }),
  (play) => play.completeBulletin(),
  (play) => play.signAll(),
  (play) => play.task('CONTRESIGNER', 'countersign'),
];

/** What else may be the case, by other processes, by the partner's people, or by what an earlier rule let through. */
const TWISTS: Record<string, (dossier: Dossier) => void> = {
  'as it is': () => undefined,
  'nobody is named': (dossier) => {
    for (const { content } of dossier.documents) delete content.administrateur;
  },
  'the administrateur leaves': (dossier) => {
    for (const { content } of dossier.documents) delete content.administrateur;
    dossier.people.administrateurs = [{ name: 'Claire', email: 'claire@x.example', closesOn: '2026-04-10' }];
  },
  'another SIRET': (dossier) => {
    for (const document of dossier.documents.filter(({ kind }) => kind === 'BULLETIN'))
      document.siret = '99991643000021';
  },
  'no avenant': (dossier) => {
    for (const document of dossier.documents.filter(({ kind }) => kind === 'AVENANT'))
      document.state = 'SIGNE_PARTENAIRE';
  },
  'no contrat': (dossier) => {
    const documents = [...dossier.documents, ...dossier.inForce];
    for (const document of documents.filter(({ kind }) => kind === 'CONTRAT')) document.state = 'SIGNE_PARTENAIRE';
  },
  'not eligible yet': (dossier) => {
    if (dossier.type === 'esatOnboarding') esatOf(dossier).eligibility = 'REMPLIE';
  },
};

function upTo(steps: number, name: string, opensOn: string): Play {
  const [over, held] = BEGINNINGS[name] ?? [{}, []];
  const play = new Play(dossierFrom(newDossier({ ...over, opensOn }), structuredClone(held)));
  for (const step of STORY.slice(0, steps)) {
    try {
      step(play);
    } catch {
      // not asked of this dossier
    }
  }
  return play;
}

const next = (play: Play) => project(play.dossier, play.context().policy, play.at).nextActionAt;

describe.each(Object.keys(BEGINNINGS))('%s', (name) => {
  test.each(Object.keys(TWISTS))('%s: each tick brings a later one, or none', (twist) => {
    const stuck: string[] = [];
    for (let steps = 1; steps <= STORY.length; steps += 1)
      for (const opensOn of ['2026-01-01', '2026-04-20']) {
        const play = upTo(steps, name, opensOn);
        TWISTS[twist]?.(play.dossier);
        play.act({ type: 'tick' });
        for (let at = next(play); at !== null; at = next(play)) {
          if (at <= play.at) {
            stuck.push(`${steps} steps, ${opensOn}: still ${at.toISOString()} at ${play.at.toISOString()}`);
            break;
          }
          play.later(at.toISOString()).act({ type: 'tick' });
        }
      }
    expect(stuck).toEqual([]);
  });
});

test('the story leads to open services, so that their dates are among what is looked at', () => {
  const states = Object.keys(BEGINNINGS).flatMap((name) =>
    ['2026-01-01', '2026-04-20'].map((opensOn) =>
      upTo(STORY.length, name, opensOn)
        .dossier.services.map(({ state }) => state)
        .join(),
    ),
  );
  expect(states).toEqual(Object.keys(BEGINNINGS).flatMap(() => ['OUVERTE', 'PRETE']));
});
