import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../adapters/ids.ts';
import { AGENT, dossierFrom, inForce, newDossier, PARTNER, Play } from '../../test/builders/dossier.ts';
import { canonicalContent } from '../document/canonical.ts';
import type { ContractDocument } from '../document/types.ts';
import { DomainError } from '../errors.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { ProfileCode, ServiceCode } from '../service/services.ts';
import { stateOf } from './state.ts';
import type { OpenedService } from './types.ts';
import { project } from './waiting.ts';

const O6 = {
  siret: '99992546400011',
  raisonSociale: 'Crèche associative Les Lutins',
  address: 'x',
  email: 'contact@leslutins.example',
  phone: '+33476000001',
  departments: ['38'],
};
const forO6 = (over = {}) =>
  newDossier({
    type: 'conventionnement',
    partner: O6,
    caf: '38',
    services: ['CDAP'],
    profiles: ['T2'],
    missions: ['Petite enfance'],
    esat: null,
    ...over,
  });

function refusal(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('conventionnement (domain.md §4)', () => {
  test('AC-09 new partner: convention, contrat and bulletin; CDAP goes PRETE → OUVERTE and MAIL-28 leaves', () => {
    const play = new Play(dossierFrom(forO6())).act({ type: 'open' });
    expect(play.dossier.documents.map(({ kind, service }) => [kind, service])).toEqual([
      ['CONVENTION', null],
      ['CONTRAT', null],
      ['BULLETIN', 'CDAP'],
    ]);
    expect(play.document('BULLETIN').content.roles).toEqual(['T2']);
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(play.dossier.services).toMatchObject([{ service: 'CDAP', state: 'OUVERTE' }]);
    expect(play.audit.map((line) => line.action)).toEqual(expect.arrayContaining(['service.ready', 'service.open']));
    expect(play.templates()).toEqual(['MAIL-25', 'MAIL-28']);
  });

  test('ADM-2: in mode délégué a bulletin without administrateur is refused with every fault at once', () => {
    const play = new Play(dossierFrom(forO6())).act({ type: 'open' });
    const bulletin = play.document('BULLETIN');
    const content = {
      raisonSociale: '',
      siret: '99992546400012',
      roles: ['T9'],
      departments: ['38'],
      signatory: { name: '', function: 'Directrice' },
    };
    const { faults } = refusal(() => play.act({ type: 'complete', documentId: bulletin.id, content }, PARTNER));
    expect(faults.map((fault) => fault.path).sort()).toEqual([
      'administrateur.email',
      'administrateur.firstName',
      'administrateur.lastName',
      'raisonSociale',
      'roles',
      'signatory.name',
      'siret',
    ]);
    expect(play.document('BULLETIN').state).toBe('A_COMPLETER');
  });

  test('AC-11 a second active convention of the same Caf is refused CONVENTION_DEJA_ACTIVE', () => {
    const play = new Play(dossierFrom(forO6())).act({ type: 'open' }).completeBulletin().signAll();
    play.dossier.inForce = inForce({ siret: O6.siret, number: '24_118', caf: '38' });
    expect(refusal(() => play.task('CONTRESIGNER', 'countersign'))).toMatchObject({
      code: 'CONVENTION_DEJA_ACTIVE',
      rule: 'CONV-6',
    });
    expect(play.dossier.inForce[0]).toMatchObject({ number: '24_118', state: 'ACTIF' });
  });

  test('AC-12 a known partner only fills in the bulletin of the new service; the mode stays', () => {
    const known = inForce({ siret: O6.siret, caf: '38' });
    const play = new Play(dossierFrom(forO6({ services: ['AFAS'], delegationMode: null }), known)).act({
      type: 'open',
    });
    expect(play.dossier.documents.map((document) => document.kind)).toEqual(['BULLETIN']);
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(play.dossier.inForce.find((document) => document.kind === 'CONTRAT')?.content.delegationMode).toBe(
      'DELEGUE',
    );
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(
      refusal(() =>
        new Play(play.dossier).act(
          { type: 'edit', documentId: 'convention', content: { delegationMode: 'CENTRALISE' } },
          AGENT,
        ),
      ).code,
    ).toBe('DOSSIER_TERMINE');
  });

  test('DEL-5: another mode makes everything anew; the former convention is closed at the hand-over, not before (DEL-6)', () => {
    const known = inForce({ siret: O6.siret, caf: '38', mode: 'DELEGUE', missions: ['Petite enfance'] });
    const play = new Play(dossierFrom(forO6({ delegationMode: 'CENTRALISE' }), known)).act({ type: 'open' });
    expect(play.dossier.documents.map((document) => document.kind)).toEqual(['CONVENTION', 'CONTRAT', 'BULLETIN']);
    play.completeBulletin({ administrateur: undefined }).signAll();
    expect(play.dossier.inForce.map((document) => document.state)).toEqual(['ACTIF', 'ACTIF']);
    play.task('CONTRESIGNER', 'countersign');
    expect(play.dossier.inForce.map((document) => document.state)).toEqual(['CLOS', 'CLOS']);
    expect(play.templates()).toContain('MAIL-30');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
  });

  test('the signature binds what was shown: another version is refused VERSION_CHANGEE; the use voids the link', () => {
    const play = new Play(dossierFrom(forO6())).act({ type: 'open' }).completeBulletin();
    const documents = play.dossier.documents.map((document) => ({
      id: document.id,
      version: document.version,
      hash: sha256(canonicalContent(document)),
    }));
    const contrat = play.document('CONTRAT');
    play.act({ type: 'edit', documentId: contrat.id, content: { delegationMode: 'CENTRALISE' } }, AGENT);
    expect(
      refusal(() => play.act({ type: 'sign', documents, name: 'Anne Roy', function: 'Directrice' }, PARTNER)).code,
    ).toBe('VERSION_CHANGEE');
    expect(play.document('CONVENTION').state).toBe('A_SIGNER');
    const version = play.dossier.linkVersion;
    play.signAll();
    expect(play.dossier.linkVersion).toBe(version + 1);
  });

  test('`return` voids signatures: the bulletin goes back to the partner, the others wait for the Caf to correct and send them', () => {
    const play = new Play(dossierFrom(forO6()))
      .act({ type: 'open' })
      .completeBulletin()
      .signAll()
      .task('CONTRESIGNER', 'return', { reason: 'Mission à préciser' });
    expect(play.dossier.documents.map((document) => document.state)).toEqual(['BROUILLON', 'BROUILLON', 'A_CORRIGER']);
    expect(
      play.dossier.documents
        .flatMap((document) => document.signatures)
        .every((signature) => signature.voidedAt !== null),
    ).toBe(true);
    play.task('CORRIGER_DOCUMENTS', 'send', { missions: ['Accueil du jeune enfant'] });
    expect(play.document('CONVENTION')).toMatchObject({
      state: 'A_SIGNER',
      content: { missions: ['Accueil du jeune enfant'] },
    });
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
  });

  test('a refusal by the representative, a withdrawal or a cancellation end the dossier; what is in force stays', () => {
    const declined = new Play(dossierFrom(forO6())).act({ type: 'open' });
    declined.act(
      { type: 'decline', documentIds: [declined.document('BULLETIN').id], reason: 'Projet abandonné' },
      PARTNER,
    );
    expect(stateOf(declined.dossier)).toBe('ABANDONNE');
    expect(declined.dossier.documents.map((document) => document.state).sort()).toEqual([
      'ABANDONNE',
      'ABANDONNE',
      'REJETE',
    ]);

    const cancelled = new Play(
      dossierFrom(forO6({ services: ['AFAS'], delegationMode: null }), inForce({ siret: O6.siret, caf: '38' })),
    ).act({ type: 'open' });
    cancelled.act({ type: 'cancel', reason: 'Erreur de saisie' }, AGENT);
    expect(stateOf(cancelled.dossier)).toBe('ABANDONNE');
    expect(cancelled.dossier.inForce.map((document) => document.state)).toEqual(['ACTIF', 'ACTIF']);
    expect(cancelled.templates()).toEqual(['MAIL-25', 'MAIL-53', 'MAIL-54']);
  });

  const begin = () => new Play(dossierFrom(forO6())).act({ type: 'open' });
  test.each<[string, () => Play]>([
    ['CREE', () => new Play(dossierFrom(forO6()))],
    ['ELIGIBILITE_A_VERIFIER', () => new Play(dossierFrom(newDossier())).act({ type: 'open' })],
    ['DOCUMENTS_ENVOYES', begin],
    ['BULLETIN_COMPLETE', () => begin().completeBulletin()],
    ['DOCUMENTS_SIGNES', () => begin().completeBulletin().signAll()],
    [
      'DOCUMENTS_A_PRODUIRE',
      () => begin().completeBulletin().signAll().task('CONTRESIGNER', 'return', { reason: 'à revoir' }),
    ],
    [
      'PRET_A_OUVRIR',
      () =>
        new Play(dossierFrom(forO6({ opensOn: '2099-01-01' })))
          .act({ type: 'open' })
          .completeBulletin()
          .signAll()
          .task('CONTRESIGNER', 'countersign'),
    ],
  ])('cancel and withdraw from %s: what is open is closed, what is in force stays', (state, reach) => {
    for (const [type, actor] of [
      ['cancel', AGENT],
      ['withdraw', PARTNER],
    ] as const) {
      const play = reach();
      expect(stateOf(play.dossier)).toBe(state);
      play.act({ type, reason: 'plus de besoin' }, actor);
      expect(stateOf(play.dossier)).toBe('ABANDONNE');
      expect(
        play.dossier.documents.map((document) => document.state).every((one) => one === 'ABANDONNE' || one === 'ACTIF'),
      ).toBe(true);
      expect(play.dossier.tasks.every((task) => task.state !== 'OUVERTE')).toBe(true);
      expect(play.dossier.services.every((service) => service.state === 'FERMEE')).toBe(true);
      expect(play.mails.at(-1)).toMatchObject({ params: { template: 'MAIL-54' } });
    }
  });

  test('CONV-13: closing a convention closes contrat, bulletins and services with it, long after the dossier', () => {
    const play = new Play(dossierFrom(forO6()))
      .act({ type: 'open' })
      .completeBulletin()
      .signAll()
      .task('CONTRESIGNER', 'countersign');
    play.act({ type: 'close', documentId: play.document('CONVENTION').id, reason: 'Cessation' }, AGENT);
    expect(play.dossier.documents.map((document) => document.state)).toEqual(['CLOS', 'CLOS', 'CLOS']);
    expect(play.dossier.services).toMatchObject([{ state: 'FERMEE', reason: 'Cessation' }]);
    const closed = { before: { state: 'OUVERTE' }, after: { state: 'FERMEE' } };
    expect(play.audit.filter(({ action }) => action === 'service.close')).toMatchObject([closed]);
  });
});

describe('a service that is open already (CONV-7, REQ-17)', () => {
  const held = inForce({ siret: O6.siret, caf: '38' });
  const bulletin = (roles: string[]): ContractDocument => ({
    ...(held[1] as ContractDocument),
    ...{ id: 'bulletin', kind: 'BULLETIN', service: 'CDAP', conventionId: 'convention', contratId: 'contrat' },
    content: { roles, departments: ['38'] },
  });
  const open: OpenedService = {
    ...{ id: 'service', service: 'CDAP', bulletinId: 'bulletin', processId: null, state: 'OUVERTE' },
    ...{ opensOn: '2025-01-01', openedAt: new Date('2025-01-01T00:00:00Z'), closedAt: null, reason: null },
  };
  const asking = (profiles: ProfileCode[], services: ServiceCode[] = ['CDAP']) => {
    const input = forO6({ profiles, services, delegationMode: null });
    const dossier = dossierFrom(input, structuredClone([...held, bulletin(['T2'])]));
    dossier.services = [structuredClone(open)];
    dossier.people.administrateurs = [{ name: 'Claire', email: 'claire@leslutins.example', closesOn: null }];
    return new Play(dossier).act({ type: 'open' });
  };

  test('REQ-21: other profiles come by a bulletin that replaces the one in force, without a gap', () => {
    const play = asking(['T9']);
    expect(play.dossier.documents).toMatchObject([
      { kind: 'BULLETIN', content: { roles: ['T2', 'T9'] }, replacesId: 'bulletin', conventionId: 'convention' },
    ]);
    const { id } = play.document('BULLETIN');
    const content = { ...play.document('BULLETIN').content, raisonSociale: 'x', siret: O6.siret, roles: ['T9'] };
    const typed = { ...content, departments: ['38'], signatory: { name: 'Anne', function: 'Directrice' } };
    expect(refusal(() => play.act({ type: 'complete', documentId: id, content: typed }, PARTNER)).faults).toMatchObject(
      [{ path: 'roles', code: 'ROLE_EN_VIGUEUR', rule: 'REQ-17' }],
    );
    play.completeBulletin({ administrateur: undefined }).signAll();
    const before = play.dossier.inForce.find((one) => one.id === 'bulletin');
    expect(before?.state).toBe('ACTIF');
    play.task('CONTRESIGNER', 'countersign');
    expect(play.dossier.inForce.map((one) => [one.kind, one.state])).toEqual([
      ['CONVENTION', 'ACTIF'],
      ['CONTRAT', 'ACTIF'],
      ['BULLETIN', 'CLOS'],
    ]);
    expect(play.dossier.services).toMatchObject([
      { state: 'FERMEE', closedAt: play.at },
      { state: 'OUVERTE', openedAt: play.at },
    ]);
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
    expect(play.templates()).not.toContain('MAIL-30');
  });

  test('refused by the partner, what was in force stays; beside another service it ends nothing at the countersignature', () => {
    const alone = asking(['T9']);
    alone.act({ type: 'decline', documentIds: [alone.document('BULLETIN').id], reason: 'Non' }, PARTNER);
    expect(alone.dossier).toMatchObject({ endedAs: 'ABANDONNE', services: [{ state: 'OUVERTE' }] });
    expect(alone.dossier.inForce.every(({ state }) => state === 'ACTIF')).toBe(true);

    const beside = asking(['T9'], ['CDAP', 'AFAS']);
    const cdap = beside.dossier.documents.find(({ service }) => service === 'CDAP')?.id ?? '';
    beside
      .act({ type: 'decline', documentIds: [cdap], reason: 'Non' }, PARTNER)
      .completeBulletin()
      .signAll();
    const task = beside.dossier.tasks.find(({ kind }) => kind === 'CONTRESIGNER');
    expect(task?.reason).not.toMatch(/prend fin/);
    beside.task('CONTRESIGNER', 'countersign');
    expect(beside.dossier.services.map(({ service, state }) => `${service} ${state}`)).toEqual([
      'CDAP OUVERTE',
      'AFAS OUVERTE',
    ]);
  });

  test('nothing left to make: the dossier ends at once instead of waiting for nobody', () => {
    expect(asking(['T2']).dossier).toMatchObject({
      endedAs: 'ABANDONNE',
      documents: [],
      services: [{ state: 'OUVERTE' }],
    });
  });
});

describe('reminders and deadlines (REM-2, REM-3, §10)', () => {
  const NONE = { ...DEFAULT_POLICY, quietHours: null };

  test('D+7, D+15, D+30 with copy and task, D+60, then ABANDONNE at D+90; each visible beforehand', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const sent: string[] = [];
    for (let guard = 0; guard < 20 && play.dossier.endedAs === null; guard += 1) {
      const next = project(play.dossier, NONE, play.at).nextActionAt;
      if (next === null) break;
      const before = play.mails.length;
      play.later(next.toISOString()).act({ type: 'tick' });
      sent.push(
        `${next.toISOString().slice(0, 10)} ${play.mails
          .slice(before)
          .map((mail) => mail.params.template)
          .join('+')}`,
      );
    }
    expect(sent).toEqual([
      '2026-03-09 MAIL-26',
      '2026-03-17 MAIL-26',
      '2026-04-01 MAIL-26+MAIL-26+MAIL-55',
      '2026-05-01 MAIL-26+MAIL-26',
      '2026-05-31 MAIL-53+MAIL-54',
    ]);
    const task = play.dossier.tasks.find(({ kind }) => kind === 'RELANCER');
    const escalation = play.mails.find(({ params }) => params.template === 'MAIL-55');
    expect(escalation?.params.link).toEqual({ kind: 'task', taskId: task?.id });
    expect(stateOf(play.dossier)).toBe('ABANDONNE');
  });

  test('the action itself stops them; a delay granted moves the end', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' }).completeBulletin();
    play.later('2026-04-01T09:00:00Z').act({ type: 'tick' }).task('RELANCER', 'extend', { days: 30 });
    play.later('2026-05-31T09:00:01Z').act({ type: 'tick' });
    expect(play.dossier.endedAs).toBeNull();
    play.signAll();
    expect(project(play.dossier, NONE, play.at)).toMatchObject({ nextActionAt: null, waitingFor: { who: 'CAF' } });
    play.later('2026-12-31T09:00:00Z').act({ type: 'tick' });
    expect(play.dossier.endedAs).toBeNull();
  });

  test('an answer ends the chase: nobody is left to ring, and the next silence is told again', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const chased = () => play.dossier.tasks.filter(({ kind }) => kind === 'RELANCER').map(({ state }) => state);
    const told = () => play.templates().filter((template) => template === 'MAIL-55').length;
    play.later('2026-04-01T09:00:00Z').act({ type: 'tick' });
    expect([chased(), told()]).toEqual([['OUVERTE'], 1]);
    play.later('2026-04-02T09:00:00Z').completeBulletin(); // convention and contrat still wait since March
    expect(chased()).toEqual(['OUVERTE']);
    play.signAll();
    expect(chased()).toEqual(['ANNULEE']);
    play.task('CONTRESIGNER', 'return', { reason: 'Fonction du signataire illisible' });
    play.task('CORRIGER_DOCUMENTS', 'send');
    play.later('2026-05-02T09:00:00Z').act({ type: 'tick' });
    expect([chased(), told()]).toEqual([['ANNULEE', 'OUVERTE'], 2]);
  });

  test('§4.3 « Signature »: a link serves as long as something is left to do with it; a return that voids it mails another', () => {
    const two = dossierFrom(forO6({ services: ['CDAP', 'AFAS'] }));
    const play = new Play(two, '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const first = play.dossier.linkVersion;
    play.act({ type: 'decline', documentIds: [play.document('BULLETIN').id], reason: 'Plus tard' }, PARTNER);
    expect([play.dossier.endedAs, play.dossier.linkVersion]).toEqual([null, first]);
    const other = new Play(dossierFrom(forO6()), '2026-03-02T09:00:00Z', NONE).act({ type: 'open' });
    const before = other.mails.length;
    other.act({ type: 'return', documentIds: [other.document('CONVENTION').id], reason: 'Missions' }, AGENT);
    expect(other.mails.slice(before).map(({ params }) => params)).toMatchObject([
      { template: 'MAIL-25', link: { version: other.dossier.linkVersion } },
    ]);
    expect(other.dossier.linkVersion).toBe(first + 1);
  });

  test('quiet hours: the reminder that falls on Sunday 15/03 leaves on Monday morning', () => {
    const play = new Play(dossierFrom(forO6()), '2026-03-08T09:00:00Z').act({ type: 'open' });
    expect(project(play.dossier, DEFAULT_POLICY, play.at).nextActionAt?.toISOString()).toBe('2026-03-16T07:00:00.000Z');
  });
});
