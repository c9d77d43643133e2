import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../adapters/store/ids.ts';
import {
  AGENT,
  dossierFrom,
  forO6,
  inForce,
  newDossier,
  O6,
  PARTNER,
  Play,
  stateOf,
} from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import { canonicalContent } from '../document/canonical.ts';

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
    expect(play.templates()).toEqual(['MAIL-25', 'MAIL-43', 'MAIL-28']);
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
    const refusal = refused(() => play.act({ type: 'complete', documentId: bulletin.id, content }, PARTNER));
    expect(refusal?.faults.map((fault) => fault.path).sort()).toEqual([
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

  test('CONV-5: what the signed bulletin could not show is refused where it is typed, every field of it at once', () => {
    const play = new Play(dossierFrom(forO6())).act({ type: 'open' });
    const content = {
      raisonSociale: 'Esat 李小龙',
      siret: O6.siret,
      conventionNumber: '19_214 🏠',
      roles: ['T2'],
      departments: ['38'],
      administrateur: { firstName: 'Anne', lastName: 'أمينة', email: 'anne.martin@lutins.example' },
      signatory: { name: '李', function: 'Directrice' },
    };
    const { id } = play.document('BULLETIN');
    const refusal = refused(() => play.act({ type: 'complete', documentId: id, content }, PARTNER));
    expect(
      refusal?.faults
        .filter(({ code }) => code === 'CARACTERE_INTERDIT')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['administrateur.lastName', 'conventionNumber', 'raisonSociale', 'signatory.name']);
  });

  test('AC-11 a second active convention of the same Caf is refused CONVENTION_DEJA_ACTIVE', () => {
    const play = new Play(dossierFrom(forO6())).act({ type: 'open' }).completeBulletin().signAll();
    play.dossier.inForce = inForce({ siret: O6.siret, number: '24_118', caf: '38' });
    expect(refused(() => play.task('CONTRESIGNER', 'countersign'))).toMatchObject({
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
      refused(() =>
        new Play(play.dossier).act(
          { type: 'edit', documentId: 'convention', content: { delegationMode: 'CENTRALISE' } },
          AGENT,
        ),
      )?.code,
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
      refused(() => play.act({ type: 'sign', documents, name: 'Anne Roy', function: 'Directrice' }, PARTNER))?.code,
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
