import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../adapters/store/ids.ts';
import {
  AGENT,
  dossierFrom,
  inForce,
  newDossier,
  PARTNER,
  Play,
  project,
  stateOf,
} from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import { appointDesignated } from '../appointment/appointDesignated.ts';
import { canonicalContent } from '../document/canonical.ts';
import { DOSSIER_KINDS } from '../kinds.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { Roster } from '../people/types.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { Decision } from './decide.ts';
import type { Dossier } from './types.ts';

const PAUL = { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@tilleuls.example' };
const EMPTY: Roster = {
  partner: {
    id: 'partner',
    caf: '93',
    readerCafs: [],
    siret: '99991041700016',
    raisonSociale: 'ESAT Les Tilleuls',
    email: 'c@t.example',
  },
  convention: null,
  mode: null,
  bulletins: [],
  closedBulletins: [],
  awaited: [],
  services: [],
  nationals: [],
  accounts: [],
  groups: [],
  creators: [],
  memberships: [],
  afasProfiles: [],
  replacement: null,
};

/** Signed by everyone: the countersignature puts convention, contrat and bulletin in force. */
function inForceNow(play: Play, administrateur: typeof PAUL | undefined = PAUL): Play {
  return play
    .fillEligibility()
    .task('VERIFIER_ELIGIBILITE', 'eligible')
    .completeBulletin({ administrateur })
    .signAll()
    .task('CONTRESIGNER', 'countersign');
}
const opened = (over: Parameters<typeof newDossier>[0] = {}) =>
  new Play(dossierFrom(newDossier(over))).act({ type: 'open' });

/** What the procedure does with the last decision's designation. */
function appoint(play: Play, roster: Roster = EMPTY, mails: readonly MailDraft[] = []) {
  if (play.designation === null) throw new Error('nobody is designated');
  const decision: Decision = {
    kind: DOSSIER_KINDS.esatOnboarding,
    dossier: play.dossier,
    mails: [...mails],
    resends: [],
    audit: [],
    designation: play.designation,
    succession: null,
    handOver: null,
    signatureCode: null,
    transfer: null,
    walked: [],
  };
  const context = { ...play.context(), newLogin: () => 'MCP0000TEST', actorCaf: null };
  const made = appointDesignated(decision, play.designation, roster, context);
  play.dossier = made.dossier;
  return made;
}
const openTasks = (dossier: Dossier) => dossier.tasks.filter((one) => one.state === 'OUVERTE').map((one) => one.kind);

describe('the first administrateur (ADM-10)', () => {
  test('AC-09: convention, contrat and bulletin in force designate the person of the bulletin, who gets MAIL-1 then MAIL-2', () => {
    const play = inForceNow(opened(), { ...PAUL, email: ' Paul.Reyne@Tilleuls.example' });
    expect(play.designation).toEqual({ ...PAUL, byCaf: false });
    const made = appoint(play);
    expect([made.newcomer?.account]).toMatchObject([{ ...PAUL, administrateurSince: play.at, login: 'MCP0000TEST' }]);
    expect(made.mails.map((mail) => [mail.params.template, mail.to])).toEqual([
      ['MAIL-1', PAUL.email],
      ['MAIL-2', PAUL.email],
    ]);
    expect(openTasks(play.dossier)).toEqual([]);
  });

  test('MAIL-28 goes to the administrateurs in post, and to the address of the dossier where that is another', () => {
    const told = (play: Play, mails = play.mails) =>
      mails.filter(({ params }) => params.template === 'MAIL-28').map(({ to }) => to);
    const post = opened();
    post.dossier.people.administrateurs = [
      { name: 'Claire', email: 'claire@t.example', closesOn: null },
      { name: 'Luc', email: 'luc@t.example', closesOn: '2026-03-01' },
    ];
    const { linkEmail } = post.dossier;
    expect(told(inForceNow(post))).toEqual(['claire@t.example', linkEmail]);
    const own = opened();
    own.dossier.people.administrateurs = [{ name: 'Claire', email: linkEmail, closesOn: null }];
    expect(told(inForceNow(own))).toEqual([linkEmail]);
    const first = inForceNow(opened());
    const { mails } = appoint(first, EMPTY, first.mails);
    expect(told(first, mails)).toEqual([linkEmail, PAUL.email]);
    expect(new Set(mails.map(({ key }) => key)).size).toBe(mails.length);
  });

  test('nobody before everything is in force, nobody a second time', () => {
    const play = opened({ opensOn: '2026-07-01' });
    expect(
      play.fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible').completeBulletin().signAll().designation,
    ).toBeNull();
    expect(play.task('CONTRESIGNER', 'countersign').designation).not.toBeNull();
    expect(play.later('2026-07-01T09:00:00Z').act({ type: 'tick' }).designation).toBeNull();
  });

  test('nobody in mode centralisé, nobody where there is an administrateur', () => {
    expect(inForceNow(opened({ delegationMode: 'CENTRALISE' })).designation).toBeNull();
    const play = opened();
    play.dossier.people.administrateurs = [{ name: 'Claire', email: 'claire@t.example', closesOn: null }];
    expect(inForceNow(play).designation).toBeNull();
  });

  test('an administrateur whose account is closed is none', () => {
    const play = opened();
    play.dossier.people.administrateurs = [{ name: 'Claire', email: 'claire@t.example', closesOn: '2026-03-01' }];
    expect(inForceNow(play).designation).toMatchObject(PAUL);
  });

  test('a known partner (case 3) without administrateur gets one with its bulletin', () => {
    const esat = {
      knownInMcp: true,
      knownInHabtiers: false,
      activeInHabtiers: null,
      conventionNumber: null,
      conventionSiret: null,
      conventionMode: null,
    };
    const play = new Play(dossierFrom(newDossier({ esat }), inForce({ siret: '99991041700016' }))).act({
      type: 'open',
    });
    play.task('VERIFIER_MISSION', 'confirmed').eligibleByCaf();
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(play.designation).toMatchObject(PAUL);
  });

  test('FMT-12: the bulletin form refuses the mailbox of a service at once; a doubtful address passes it (FMT-13)', () => {
    const play = opened().fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible');
    const fault = refused(() =>
      play.completeBulletin({ administrateur: { ...PAUL, email: 'contact@tilleuls.example' } }),
    );
    expect(fault?.faults).toMatchObject([
      { path: 'administrateur.email', code: 'EMAIL_NON_NOMINATIF', rule: 'FMT-12' },
    ]);
    expect(
      play.completeBulletin({ administrateur: { ...PAUL, email: 'pr93@tilleuls.example' } }).document('BULLETIN').state,
    ).toBe('A_SIGNER');
  });

  test('FMT-13: a doubtful address waits for the Caf, whose word is enough; the open service does not end the dossier meanwhile', () => {
    const play = inForceNow(opened(), { ...PAUL, email: 'pr93@tilleuls.example' });
    expect(appoint(play).newcomer).toBeUndefined();
    expect(openTasks(play.dossier)).toContain('CREER_ADMINISTRATEUR');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(project(play.dossier, DEFAULT_POLICY, play.at)).toMatchObject({ waitingFor: { who: 'CAF' }, ended: false });
    play.task('CREER_ADMINISTRATEUR', 'create', { ...PAUL, email: 'pr93@tilleuls.example' });
    expect(appoint(play).newcomer?.account).toMatchObject({ email: 'pr93@tilleuls.example' });
  });

  test('the agent is refused what the rules refuse, with the field named', () => {
    const play = inForceNow(opened(), { ...PAUL, email: 'pr93@tilleuls.example' });
    appoint(play);
    expect(refused(() => play.task('CREER_ADMINISTRATEUR', 'create', { ...PAUL, email: 'x' }))?.faults).toMatchObject([
      { path: 'email' },
    ]);
    expect(
      refused(() => play.task('CREER_ADMINISTRATEUR', 'create', { ...PAUL, lastName: '李' }))?.faults,
    ).toMatchObject([{ path: 'lastName', code: 'CARACTERE_INTERDIT' }]);
    play.task('CREER_ADMINISTRATEUR', 'create', { ...PAUL, email: 'accueil@tilleuls.example' });
    expect(refused(() => appoint(play))).toMatchObject({ code: 'EMAIL_NON_NOMINATIF', faults: [{ path: 'email' }] });
  });

  test('an account made another way closes the task; a conventionnement ends then, not before', () => {
    const play = new Play(
      dossierFrom(newDossier({ type: 'conventionnement', services: ['CDAP'], profiles: ['T2'], esat: null })),
    ).act({ type: 'open' });
    play
      .completeBulletin({ administrateur: { ...PAUL, email: 'pr93@tilleuls.example' } })
      .signAll()
      .task('CONTRESIGNER', 'countersign');
    appoint(play);
    expect(play.dossier.endedAs).toBeNull();
    play.dossier.people.administrateurs = [{ name: 'Paul', email: 'pr93@tilleuls.example', closesOn: null }];
    play.act({ type: 'tick' });
    expect(openTasks(play.dossier)).toEqual([]);
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
  });
});

describe('an administrateur before the opening (ADM-2)', () => {
  const CLAIRE = { name: 'Claire', email: 'claire@t.example', closesOn: null };
  const toDelegated = (play: Play) =>
    play.act({ type: 'edit', documentId: play.document('CONTRAT').id, content: { delegationMode: 'DELEGUE' } }, AGENT);
  const completed = (administrateur?: typeof PAUL) =>
    opened({ delegationMode: 'CENTRALISE' })
      .fillEligibility()
      .task('VERIFIER_ELIGIBILITE', 'eligible')
      .completeBulletin({ administrateur });

  const signedBulletin = (play: Play) => {
    const { id, version } = play.document('BULLETIN');
    const hash = sha256(canonicalContent(play.document('BULLETIN')));
    const documents = [{ id, version, hash }];
    return play.act({ type: 'sign', documents, name: 'Anne', function: 'Directrice' }, PARTNER);
  };

  test('§4.3 « Defaults »: a contrat that becomes délégué sends the bulletin that names nobody back, completed or signed', () => {
    for (const play of [completed(), signedBulletin(completed())]) {
      const before = play.mails.length;
      toDelegated(play);
      expect(play.document('BULLETIN')).toMatchObject({
        state: 'A_CORRIGER',
        reason: expect.stringMatching(/désignez un administrateur/),
      });
      expect(play.templates().slice(before)).toEqual(['MAIL-52']);
      expect(stateOf(play.dossier)).toBe('DOCUMENTS_ENVOYES');
      play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
      expect([stateOf(play.dossier), play.designation]).toMatchObject(['SERVICE_OUVERT', PAUL]);
    }
  });

  test('not the one that names somebody, nor where there is an administrateur already', () => {
    expect(toDelegated(completed(PAUL)).document('BULLETIN').state).toBe('A_SIGNER');
    const play = completed();
    play.dossier.people.administrateurs = [CLAIRE];
    expect(toDelegated(play).document('BULLETIN').state).toBe('A_SIGNER');
    expect(stateOf(play.signAll().task('CONTRESIGNER', 'countersign').dossier)).toBe('SERVICE_OUVERT');
  });

  test('the mode corrected with returned documents asks for one too', () => {
    const play = completed().signAll();
    play.act({ type: 'return', documentIds: [play.document('CONTRAT').id], reason: 'Mode' }, AGENT);
    play.task('CORRIGER_DOCUMENTS', 'send', { delegationMode: 'DELEGUE' });
    expect(play.document('BULLETIN').state).toBe('A_CORRIGER');
  });

  test('a partner who has an active administrateur names none again for a new bulletin', () => {
    const play = new Play(
      dossierFrom(
        newDossier({ type: 'conventionnement', services: ['AFAS'], esat: null, delegationMode: null }),
        inForce({ siret: '99991041700016' }),
      ),
    ).act({ type: 'open' });
    expect(refused(() => play.completeBulletin({ administrateur: undefined }))?.faults).toMatchObject([
      { path: 'administrateur.firstName', code: 'ADMINISTRATEUR_MANQUANT', rule: 'ADM-2' },
      { path: 'administrateur.lastName', code: 'ADMINISTRATEUR_MANQUANT', rule: 'ADM-2' },
      { path: 'administrateur.email', code: 'ADMINISTRATEUR_MANQUANT', rule: 'ADM-2' },
    ]);
    play.dossier.people.administrateurs = [CLAIRE];
    play.completeBulletin({ administrateur: undefined }).signAll().task('CONTRESIGNER', 'countersign');
    expect(play.dossier).toMatchObject({ endedAs: 'SERVICE_OUVERT', services: [{ state: 'OUVERTE' }] });
  });

  test('one who has left by the opening date is asked of the Caf; its answer opens the service at once', () => {
    const play = opened({ opensOn: '2026-07-01' }).fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible');
    play.dossier.people.administrateurs = [{ ...CLAIRE, closesOn: '2026-06-15' }];
    play.completeBulletin({ administrateur: undefined }).signAll().task('CONTRESIGNER', 'countersign');
    const now = () => project(play.dossier, DEFAULT_POLICY, play.at);
    expect(now()).toMatchObject({ state: 'PRET_A_OUVRIR', nextActionAt: new Date('2026-06-30T22:00:00Z') });
    play.later('2026-06-30T22:00:00Z').act({ type: 'tick' });
    expect(now()).toMatchObject({ state: 'PRET_A_OUVRIR', nextActionAt: null, waitingFor: { who: 'CAF' } });
    play.task('CREER_ADMINISTRATEUR', 'create', PAUL);
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(appoint(play).newcomer?.account).toMatchObject(PAUL);
  });
});
